#include "run_marker.h"

#include "gateway/core/files/file_writer.h"

#include <QFile>

namespace app {

namespace {

constexpr qint64 kMostMarker = 200; // bytes

} // namespace

RunMarker::RunMarker(const QString& dataDir, const QString& bootId) : m_file(dataDir + QStringLiteral("/running"))
{
    QFile file(m_file);
    if (file.open(QIODevice::ReadOnly)) {
        const QList<QByteArray> lines = file.read(kMostMarker).split('\n');
        const QDateTime began = QDateTime::fromString(QString::fromLatin1(lines.value(0)), Qt::ISODate);
        const bool isSameBoot = bootId.isEmpty() || lines.value(1).isEmpty() || QString::fromLatin1(lines.value(1)) == bootId;
        if (began.isValid() && isSameBoot)
            m_crashed = began.toLocalTime();
    }
    // Without the file a crash is not detected, which must not prevent the start.
    static_cast<void>(gateway::files::writeFile(m_file, (QDateTime::currentDateTimeUtc().toString(Qt::ISODate) + QLatin1Char('\n') + bootId + QLatin1Char('\n')).toStdString()));
}

RunMarker::~RunMarker() { end(); }

void RunMarker::end() const { QFile::remove(m_file); }

QString RunMarker::thisBoot()
{
    QFile file(QStringLiteral("/proc/sys/kernel/random/boot_id")); // Linux; unknown elsewhere
    return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll().trimmed()) : QString();
}

} // namespace app
