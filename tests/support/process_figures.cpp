#include "process_figures.h"

#include <QDir>
#include <QFile>

namespace tests {

namespace {

/// The number behind `field` in a file of "field: number" lines; -1: none.
long long figure(const QString& name, const char* field)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    for (const auto& line : file.readAll().split('\n'))
        if (line.startsWith(field))
            return line.mid(line.indexOf(':') + 1).trimmed().split(' ').first().toLongLong();
    return -1;
}

} // namespace

long long residentKb(long long pid) { return figure(QStringLiteral("/proc/%1/status").arg(pid), "VmRSS:"); }

long long wakeUps(long long pid)
{
    long long sum = 0;
    const auto root = QStringLiteral("/proc/%1/task").arg(pid);
    for (const auto& thread : QDir(root).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        sum += figure(root + u'/' + thread + QStringLiteral("/status"), "voluntary_ctxt_switches:");
    return sum;
}

std::size_t openFiles(long long pid)
{
    const QDir files(QStringLiteral("/proc/%1/fd").arg(pid));
    return static_cast<std::size_t>(files.entryList(QDir::Files | QDir::System).size());
}

} // namespace tests
