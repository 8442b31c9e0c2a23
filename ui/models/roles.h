#pragma once

#include <Qt>

namespace ui::models {

/// Roles of the item models in addition to Qt's own. A table may show any of them; a cell without any is plain text.
enum Role {
    SecondLineRole = Qt::UserRole + 1, ///< QString: the second line of a cell, in secondary text
    StatusRole,    ///< QString: a status from palette.json ("ok", "warn", "locked" ...), drawn before the text
    ToneRole,      ///< QString: a colour from palette.json for the text ("text_secondary", "warn", "error")
    RawRole,       ///< number or text for sorting and copying
    FixedFontRole, ///< bool: an address or a model name
    IconRole,      ///< QString: an icon ("act-key"), drawn before the text in its colour
    StrongRole,    ///< bool: bold first line
    SwatchRole,    ///< int: a series of the palette, whose colour is shown before the text
    ShareRole,     ///< double, 0 to 1: drawn as a bar instead of the text
    InkRole,       ///< int: the series whose colour the bar has
    SetUpRole,     ///< bool: whether a tool is set up
    IdRole,        ///< QString: identifies the row, such as a provider id
    SortRole,      ///< number or text: value for sorting by `SortedRows`; invalid: unknown, always last
    ExportRole,    ///< number, text or list of them: value for export, if it differs from the raw value; also for headings
    AsideRole,     ///< QString: secondary text at the right end of the first line
    ProgressRole,  ///< double: the share that is used up, which may exceed 1; drawn as a bar between the lines
    ProgressHeldRole, ///< double: the part of it that is reserved, at its end
    ProgressInkRole,  ///< QString: the colour of the bar, from palette.json
};

} // namespace ui::models
