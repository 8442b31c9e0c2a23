#include "app/process/folders.h"

#include "catch.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

#ifdef Q_OS_LINUX

namespace {

constexpr auto kOpen = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther;

bool isOpen(const QString& folder) { return QFileInfo(folder).permissions().testFlag(QFile::ReadOther); }

} // namespace

TEST_CASE("restricts a readable default data folder with one notice and leaves a chosen one alone")
{
    const QTemporaryDir home;
    const QByteArray before = qgetenv("XDG_DATA_HOME");
    qputenv("XDG_DATA_HOME", QFile::encodeName(home.path()));
    const QString usual = app::defaultDataDir();
    const QString chosen = home.filePath(QStringLiteral("chosen"));
    for (const QString& folder : {usual, chosen}) {
        REQUIRE(QDir().mkpath(folder));
        REQUIRE(QFile::setPermissions(folder, kOpen));
    }
    CHECK_THAT(app::prepareDataDir(usual), Catch::Contains(usual.toStdString()) && Catch::Contains("Their access was removed"));
    CHECK_FALSE(isOpen(usual));
    CHECK(app::prepareDataDir(usual).empty());
    CHECK(app::prepareDataDir(chosen).empty());
    CHECK(isOpen(chosen));
    if (before.isNull())
        qunsetenv("XDG_DATA_HOME");
    else
        qputenv("XDG_DATA_HOME", before);
}

#endif
