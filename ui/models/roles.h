#pragma once

#include <Qt>

namespace ui::models {

/// What the item models answer beyond Qt's own roles. A table may show any of
/// them; a cell that has none is plain text.
enum Role {
    SecondLineRole = Qt::UserRole + 1, ///< QString: the second line of a cell, in secondary text
    StatusRole,    ///< QString: a status of palette.json ("ok", "warn", "locked" ...), drawn before the text
    ToneRole,      ///< QString: a colour of palette.json for the text ("text_secondary", "warn", "error")
    RawRole,       ///< number or text to sort and to copy by
    FixedFontRole, ///< bool: an address or the name of a model
    IconRole,      ///< QString: an icon ("act-key"), drawn before the text in the text's colour
    StrongRole,    ///< bool: bold first line
    SwatchRole,    ///< int: a series of the palette, whose colour stands before the text
    ShareRole,     ///< double, 0 to 1: drawn as a bar instead of the text
    InkRole,       ///< int: the series that the bar has its colour of
    IdRole,        ///< QString: what the row is, such as a provider's id
    ExportRole,    ///< number, text or list of them: what a file has of it, where that is not the raw value; of a heading likewise
};

} // namespace ui::models
