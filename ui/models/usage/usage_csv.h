#pragma once

#include <QByteArray>

class QAbstractItemModel;

namespace ui::models {

/// What a table shows as CSV (RFC 4180) in UTF-8, with what it has for files, else the raw values, where it has them. A text
/// that a spreadsheet would take for a formula gets an apostrophe before it.
QByteArray toCsv(const QAbstractItemModel& model);

} // namespace ui::models
