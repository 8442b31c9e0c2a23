#pragma once

#include <QByteArray>
#include <QFuture>
#include <QString>

namespace ui::dialogs {

/// Writes in a worker: the folder may be one that hangs. A new file is private (0600). The result is what went wrong, empty if nothing.
QFuture<QString> writeFile(const QString& path, const QByteArray& content);

} // namespace ui::dialogs
