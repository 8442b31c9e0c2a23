#pragma once

#include <QByteArray>
#include <QFuture>
#include <QString>

namespace ui::dialogs {

/// Who may read a new file: its owner, or everybody, as a certificate that other programs have to trust.
enum class Readers { Owner, Everybody };

/// Writes in a worker: the folder may be one that hangs. The result is what went wrong, empty if nothing.
QFuture<QString> writeFile(const QString& path, const QByteArray& content, Readers readers = Readers::Owner);

} // namespace ui::dialogs
