// The page between two versions of an essay.
import "./elements/merge-choices";
