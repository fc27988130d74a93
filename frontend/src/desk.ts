// The writing desk's page.
import "./elements/cite-list";
import "./elements/editor-toolbar";
import "./elements/essay-clock";
import "./elements/essay-editor";
import "./elements/essay-files";
import "./elements/essay-notebook";
import "./elements/find-bar";
import "./elements/essay-plan";
import "./elements/draft-comments";
import "./elements/panel-tabs";
import "./elements/quote-marks";
import "./elements/save-status";
import "./elements/sign-in-again";
import "./elements/writing-desk"; // it speaks to the others
import "./elements/desk-shell"; // last: it opens the desk
