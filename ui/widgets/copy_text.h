#pragma once

class QString;

namespace ui::widgets {

/// Copies `text` to the clipboard. If it is or contains a key, it is marked so that clipboard managers do not store it
/// in their history.
void copyText(const QString& text, bool isSecret);

} // namespace ui::widgets
