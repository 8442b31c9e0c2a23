#include "process_figures.h"

#include <QDir>
#include <QFile>

#include <filesystem>

namespace tests {

namespace {

/// The number after `field` in a file of "field: number" lines; -1: none.
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

long long processorTime_ms(long long pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    const QByteArray text = file.readAll();
    const auto fields = text.mid(text.lastIndexOf(')') + 2).split(' '); // from "state" on, as the name may contain anything
    if (fields.size() < 13)
        return -1;
    constexpr long long kTick_ms = 10; // USER_HZ, the same on all common Linux systems
    return (fields[11].toLongLong() + fields[12].toLongLong()) * kTick_ms;
}

double preciseProcessorTime_ms(long long pid)
{
    double sum = 0;
    const auto root = QStringLiteral("/proc/%1/task").arg(pid);
    for (const auto& thread : QDir(root).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile file(root + u'/' + thread + QStringLiteral("/schedstat"));
        if (!file.open(QIODevice::ReadOnly))
            return -1;
        sum += static_cast<double>(file.readAll().split(' ').first().toLongLong()) / 1e6; // nanoseconds
    }
    return sum;
}

long long wakeUps(long long pid)
{
    long long sum = 0;
    const auto root = QStringLiteral("/proc/%1/task").arg(pid);
    for (const auto& thread : QDir(root).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        sum += figure(root + u'/' + thread + QStringLiteral("/status"), "voluntary_ctxt_switches:");
    return sum;
}

int openSockets(long long pid)
{
    std::error_code failed;
    int found = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/" + std::to_string(pid) + "/fd", failed))
        found += std::filesystem::read_symlink(entry, failed).string().starts_with("socket:") ? 1 : 0;
    return found;
}

} // namespace tests
