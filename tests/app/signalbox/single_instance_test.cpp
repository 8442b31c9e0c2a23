#include "app/signalbox/lifecycle/single_instance.h"

#include "catch.h"

#include <QFile>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <future>

using app::SingleInstance;
using app::WindowRequest;
using Outcome = SingleInstance::Outcome;

namespace {

/// Starts in a thread of its own, like a second process: it blocks.
std::future<Outcome> laterStart(const QString& folder, WindowRequest request, std::chrono::milliseconds patience = std::chrono::seconds(5))
{
    return std::async(std::launch::async, [=] {
        SingleInstance later(folder);
        return later.claim(request, {}, patience);
    });
}

} // namespace

TEST_CASE("a later start reaches the first and passes its request on")
{
    struct Row {
        WindowRequest request;
        WindowRequest heard;
    };
    const auto row = GENERATE(values<Row>({
        {WindowRequest::Default, WindowRequest::Show},
        {WindowRequest::Show, WindowRequest::Show},
        {WindowRequest::Minimized, WindowRequest::Minimized},
        {WindowRequest::Quit, WindowRequest::Quit},
    }));
    const QTemporaryDir folder;
    SingleInstance first(folder.filePath(QStringLiteral("new/data")));
    REQUIRE(first.claim(WindowRequest::Default) == Outcome::First);
    QSignalSpy heard(&first, &SingleInstance::requested);
    auto later = laterStart(folder.filePath(QStringLiteral("new/data")), row.request);
    REQUIRE(heard.wait());
    CHECK(heard.first().first().value<WindowRequest>() == row.heard);
    CHECK(later.get() == Outcome::Delivered);
}

TEST_CASE("each data folder has its own first instance")
{
    const QTemporaryDir one;
    const QTemporaryDir two;
    SingleInstance first(one.path());
    SingleInstance second(two.path());
    CHECK(first.claim(WindowRequest::Default) == Outcome::First);
    CHECK(second.claim(WindowRequest::Default) == Outcome::First);
}

TEST_CASE("a new instance takes over after the first has ended")
{
    const QTemporaryDir folder;
    {
        SingleInstance first(folder.path());
        REQUIRE(first.claim(WindowRequest::Default) == Outcome::First);
    }
    SingleInstance next(folder.path());
    CHECK(next.claim(WindowRequest::Default) == Outcome::First);
}

TEST_CASE("quitting without a running instance leaves nothing behind")
{
    const QTemporaryDir folder;
    SingleInstance one(folder.filePath(QStringLiteral("none")));
    CHECK(one.claim(WindowRequest::Quit) == Outcome::NotRunning);
    CHECK_FALSE(QFile::exists(folder.filePath(QStringLiteral("none"))));
    SingleInstance two(folder.path());
    CHECK(two.claim(WindowRequest::Quit) == Outcome::NotRunning);
    SingleInstance three(folder.path());
    CHECK(three.claim(WindowRequest::Default) == Outcome::First);
}

TEST_CASE("reports a holder of the lock that does not answer")
{
    const QTemporaryDir folder;
    SingleInstance first(folder.path());
    REQUIRE(first.claim(WindowRequest::Default) == Outcome::First);
    SingleInstance later(folder.path()); // in this thread, so the first cannot answer
    CHECK(later.claim(WindowRequest::Show, {}, std::chrono::milliseconds(1)) == Outcome::Silent);
    CHECK(later.holder() == QCoreApplication::applicationPid());
}

TEST_CASE("reports a folder that cannot be created")
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("file")));
    REQUIRE(file.open(QIODevice::WriteOnly));
    SingleInstance one(folder.filePath(QStringLiteral("file/data")));
    CHECK(one.claim(WindowRequest::Default) == Outcome::NoFolder);
}

TEST_CASE("reports a lock of another machine and takes over one from before a rename")
{
    struct Row {
        const char* name;
        QByteArray machine;
        QByteArray boot;
        Outcome outcome;
    };
    const auto row = GENERATE(values<Row>({
        {"another machine", "0123456789abcdef0123456789abcdef", "01234567-89ab-cdef-0123-456789abcdef", Outcome::Silent},
        {"renamed", QSysInfo::machineUniqueId(), QSysInfo::bootUniqueId(), Outcome::First},
        {"a container of this machine", "0123456789abcdef0123456789abcdef", QSysInfo::bootUniqueId(), Outcome::First},
    }));
    CAPTURE(row.name);
    if (QSysInfo::machineUniqueId().isEmpty())
        return; // a machine without an id
    const QTemporaryDir folder;
    QFile lock(folder.filePath(QStringLiteral("signalbox.lock")));
    REQUIRE(lock.open(QIODevice::WriteOnly));
    // Not a process: ids end at 2^22.
    lock.write("4999999\nsignalbox\nelsewhere\n" + row.machine + "\n" + row.boot + '\n');
    lock.close();
    SingleInstance instance(folder.path());
    CHECK(instance.claim(WindowRequest::Default, {}, std::chrono::milliseconds(100)) == row.outcome);
    if (row.outcome == Outcome::Silent) {
        CHECK(instance.otherMachine() == QStringLiteral("elsewhere"));
        CHECK(instance.holder() == 4999999);
        CHECK(instance.heldText().contains(QStringLiteral("\"elsewhere\" (process 4999999)")));
        CHECK(instance.heldText().contains(instance.lockFile()));
        CHECK(QFile::exists(instance.lockFile()));
    } else {
        CHECK(instance.otherMachine().isEmpty());
    }
}
