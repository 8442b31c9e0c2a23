#include "gateway/host/checks/authority_check.h"

#include "catch.h"

#include <QFile>
#include <QTemporaryDir>

#ifndef Q_OS_WIN
#include <unistd.h>
#endif

using gateway::host::AuthorityFinding;
using gateway::host::checkAuthority;

namespace {

std::string written(const QTemporaryDir& folder, const char* name, const QByteArray& content)
{
    QFile file(folder.filePath(QString::fromLatin1(name)));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(content);
    return file.fileName().toStdString();
}

QByteArray authority()
{
    QFile file(QStringLiteral(SIGNALBOX_TEST_DATA "/tls/authority.pem"));
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

} // namespace

TEST_CASE("classifies certificate authority files before they are used")
{
    const QTemporaryDir folder;
    CHECK(checkAuthority(folder.filePath(QStringLiteral("gone.pem")).toStdString()) == AuthorityFinding::NoFile);
    CHECK(checkAuthority(folder.path().toStdString()) == AuthorityFinding::IsFolder);
    CHECK(checkAuthority(written(folder, "notes.txt", "no certificate at all")) == AuthorityFinding::NoCertificate);
    CHECK(checkAuthority(written(folder, "empty.pem", {})) == AuthorityFinding::Empty);
    CHECK(checkAuthority(written(folder, "good.pem", authority())) == AuthorityFinding::Good);
    CHECK(checkAuthority(written(folder, "bundle.pem", "# of the company\n" + authority() + authority())) == AuthorityFinding::Good);
}

#ifndef Q_OS_WIN
TEST_CASE("reports an unreadable certificate authority file and rejects a device")
{
    CHECK(checkAuthority("/dev/zero") == AuthorityFinding::NoRegularFile);
    if (geteuid() == 0)
        return; // root can read everything
    const QTemporaryDir folder;
    const std::string path = written(folder, "locked.pem", authority());
    REQUIRE(QFile::setPermissions(QString::fromStdString(path), {}));
    CHECK(checkAuthority(path) == AuthorityFinding::Unreadable);
}
#endif
