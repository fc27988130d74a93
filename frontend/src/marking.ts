// The marking desk, the queue, and returned essays.
import "./elements/comments-seen";
import "./elements/cited-passage";
import "./elements/margin-comments";
import "./elements/marking-desk";
import "./elements/undo-return";
