// The course studio.
import "./elements/reorder-list";
import "./elements/studio-editor";
