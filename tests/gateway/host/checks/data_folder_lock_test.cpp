#include "gateway/host/checks/data_folder_lock.h"

#include "catch.h"

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>

using gateway::host::DataFolderLock;
using Outcome = DataFolderLock::Outcome;

TEST_CASE("a data folder has one gateway at a time")
{
    const QTemporaryDir folder;
    CHECK_FALSE(DataFolderLock::isHeld(folder.path()));
    DataFolderLock first(folder.path());
    REQUIRE(first.take() == Outcome::Taken);
    DataFolderLock second(folder.path());
    CHECK(second.take() == Outcome::Held);
    CHECK(second.holder() == QCoreApplication::applicationPid());
    CHECK(DataFolderLock::isHeld(folder.path()));
    first.release();
    CHECK_FALSE(DataFolderLock::isHeld(folder.path()));
    CHECK(second.take() == Outcome::Taken);
    CHECK(DataFolderLock(folder.filePath(QStringLiteral("none"))).take() == Outcome::NoFolder);
}

TEST_CASE("what a killed gateway has left is in nobody's way, in containers neither")
{
    // A process that lives and is none of ours, as process 1 is in the next container, and the host has another name.
    const char* const host = GENERATE("", "0a1b2c3d4e5f\n");
    const QTemporaryDir folder;
    QFile left(folder.filePath(QStringLiteral("signalbox.lock")));
    REQUIRE(left.open(QIODevice::WriteOnly));
    left.write(QByteArray::number(QCoreApplication::applicationPid()) + "\nsignalboxd\n" + host);
    left.close();
    CHECK(DataFolderLock(folder.path()).take() == Outcome::Taken);
}
