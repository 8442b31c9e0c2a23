#pragma once

#include <QByteArray>
#include <QFuture>
#include <QString>

namespace ui::dialogs {

/// Who may read a new file: its owner, or everybody, for a certificate that other programs have to trust.
enum class Readers { Owner, Everybody };

/// Writes in a worker, since the folder may hang. The result is the error, empty on success.
QFuture<QString> writeFile(const QString& path, const QByteArray& content, Readers readers = Readers::Owner);

} // namespace ui::dialogs
