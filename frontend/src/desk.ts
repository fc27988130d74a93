// The writing desk's page.
import "./elements/editor-toolbar";
import "./elements/essay-editor";
import "./elements/essay-plan";
import "./elements/draft-comments";
import "./elements/panel-tabs";
import "./elements/save-status";
import "./elements/writing-desk"; // last: it speaks to the others
