#include "package_sources.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>

namespace {

constexpr auto kConfig = "APT_CONFIG";
constexpr auto kAdmin = "DPKG_ADMINDIR";

void put(const char* name, const QByteArray& value) { value.isNull() ? qunsetenv(name) : qputenv(name, value); }
QByteArray taken(const char* name) { return qEnvironmentVariableIsSet(name) ? qgetenv(name) : QByteArray(); }

QString package(const QString& version)
{
    return QStringLiteral("Package: signalbox\nArchitecture: all\nVersion: %1\nMaintainer: Nobody <nobody@example.org>\nDescription: One AI endpoint\n").arg(version);
}

} // namespace

PackageSources::PackageSources() : m_config(taken(kConfig)), m_admin(taken(kAdmin))
{
    for (const char* each : {"admin/info", "admin/updates", "source", "lists/partial", "cache/archives/partial"}) QDir(folder()).mkpath(QLatin1String(each));
    write(QStringLiteral("apt.conf"), QStringLiteral("Dir::State \"%1\";\nDir::State::status \"%1/admin/status\";\nDir::State::lists \"%1/lists\";\nDir::Cache \"%1/cache\";\n"
                                                     "Dir::Etc::sourcelist \"%1/sources.list\";\nDir::Etc::sourceparts \"/dev/null\";\nDir::Etc::preferences \"/dev/null\";\n"
                                                     "Dir::Etc::preferencesparts \"/dev/null\";\nAPT::Sandbox::User \"root\";\n")
                                          .arg(folder()));
    write(QStringLiteral("sources.list"), QStringLiteral("deb [trusted=yes] file:%1/source ./\n").arg(folder()));
    write(QStringLiteral("admin/status"), QString());
    put(kConfig, QFile::encodeName(folder() + QStringLiteral("/apt.conf")));
    put(kAdmin, QFile::encodeName(folder() + QStringLiteral("/admin")));
}

PackageSources::~PackageSources()
{
    put(kConfig, m_config);
    put(kAdmin, m_admin);
}

bool PackageSources::isPossible() { return !QStandardPaths::findExecutable(QStringLiteral("apt-cache")).isEmpty(); }

void PackageSources::install(const QString& version, const QString& file) const
{
    write(QStringLiteral("admin/status"), package(version) + QStringLiteral("Status: install ok installed\n"));
    write(QStringLiteral("admin/info/signalbox.list"), QStringLiteral("/.\n%1\n").arg(file));
}

bool PackageSources::offer(const QString& version) const
{
    write(QStringLiteral("source/Packages"), package(version) + QStringLiteral("Filename: ./signalbox.deb\nSize: 1000\nSHA256: %1\n").arg(QString(64, QLatin1Char('0'))));
    return QProcess::execute(QStringLiteral("apt-get"), {QStringLiteral("-qq"), QStringLiteral("update")}) == 0;
}

void PackageSources::write(const QString& name, const QString& text) const
{
    QFile file(folder() + QLatin1Char('/') + name);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0) qFatal("%s cannot be written", qUtf8Printable(file.fileName()));
}
