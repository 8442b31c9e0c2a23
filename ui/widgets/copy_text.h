#pragma once

class QString;

namespace ui::widgets {

/// Puts `text` on the clipboard. Where it is a key or holds one, it is marked so that managers of the clipboard do not
/// keep it in their history.
void copyText(const QString& text, bool isSecret);

} // namespace ui::widgets
