#include "program_facts.h"

#include <QFile>
#include <QSslSocket>
#include <QSysInfo>

#include <sqlite3.h>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace gateway::host {

Facts programFacts()
{
    const std::string built = std::string("built with ") + QT_VERSION_STR;
    return {{"Signalbox", SIGNALBOX_VERSION}, {"Qt", std::string(qVersion()) + " (" + built + ')'},
        {"TLS", QSslSocket::sslLibraryVersionString().toStdString()}, {"SQLite", sqlite3_libversion()},
        {"System", QSysInfo::prettyProductName().toStdString() + ", " + QSysInfo::kernelType().toStdString() + ' '
                       + QSysInfo::kernelVersion().toStdString()},
        {"Processor", QSysInfo::currentCpuArchitecture().toStdString()}};
}

// Source: proc(5), /proc/pid/statm: the second number is the resident set, in pages.
std::int64_t residentBytes()
{
#ifdef Q_OS_LINUX
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    const auto numbers = file.readAll().split(' ');
    return numbers.size() > 1 ? numbers[1].toLongLong() * sysconf(_SC_PAGESIZE) : -1;
#else
    return -1;
#endif
}

} // namespace gateway::host
