#pragma once

#include <QByteArray>

class QAbstractItemModel;

namespace ui::models {

/// The content of a table as CSV (RFC 4180) in UTF-8: export values, else raw values, where available. A text that a
/// spreadsheet would take for a formula gets a leading apostrophe.
QByteArray toCsv(const QAbstractItemModel& model);

} // namespace ui::models
