#include "certificate_words.h"

#include <QByteArray>

namespace ui::words {

QString CertificateWords::end(const QString& day, bool isOver) { return isOver ? tr("expired on %1").arg(day) : tr("expires on %1").arg(day); }

QString CertificateWords::fingerprint(const std::string& sha256)
{
    QString digits = QString::fromLatin1(QByteArray::fromHex(QByteArray::fromStdString(sha256)).toHex(':')).toUpper();
    return QStringLiteral("SHA-256 ") + digits.replace(u':', QStringLiteral(":\u200b"));
}

} // namespace ui::words
