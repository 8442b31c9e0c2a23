#pragma once

class QString;

namespace ui::widgets {

/// Puts a key, or text that holds one, on the clipboard, marked so that managers of the clipboard
/// do not keep it in their history.
void copySecret(const QString& text);

} // namespace ui::widgets
