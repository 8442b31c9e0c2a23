#include "certificate_words.h"

#include <QByteArray>
#include <QDateTime>
#include <QLocale>

#include <chrono>

namespace ui::words {

QString CertificateWords::end(gateway::WallTime ends, bool isOver)
{
    const auto sinceEpoch = std::chrono::duration_cast<std::chrono::milliseconds>(ends.time_since_epoch()).count();
    const QString day = QLocale().toString(QDateTime::fromMSecsSinceEpoch(sinceEpoch).date(), QLocale::LongFormat);
    return isOver ? tr("ended on %1").arg(day) : tr("ends on %1").arg(day);
}

QString CertificateWords::fingerprint(const std::string& sha256)
{
    QString digits = QString::fromLatin1(QByteArray::fromHex(QByteArray::fromStdString(sha256)).toHex(':')).toUpper();
    return QStringLiteral("SHA-256 ") + digits.replace(u':', QStringLiteral(":\u200b"));
}

} // namespace ui::words
