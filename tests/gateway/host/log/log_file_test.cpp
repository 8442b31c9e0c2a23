#include "gateway/host/log/log_file.h"

#include "gateway/core/log.h"

#include "catch.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using namespace gateway;
using namespace gateway::host;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience_ms = 10'000;

/// A log in its own folder with a storage thread.
struct Place {
    QTemporaryDir folder;
    QString file = folder.filePath(u"logs/signalbox.log"_s);
    QThread storage;
    std::unique_ptr<LogFile> log;

    explicit Place(const config::LogSettings& settings = {})
    {
        storage.start();
        log = std::make_unique<LogFile>(file, settings, storage, LogFile::Reader::Viewer);
    }
    ~Place() { end(); }
    void end()
    {
        storage.quit();
        storage.wait();
        log.reset();
    }
    QStringList lines(int number = 0) const
    {
        QFile text(number == 0 ? file : file + u'.' + QString::number(number));
        if (!text.open(QIODevice::ReadOnly))
            return {};
        return QString::fromUtf8(text.readAll()).split(u'\n', Qt::SkipEmptyParts);
    }
    bool waitForLines(qsizetype count)
    {
        return QTest::qWaitFor([&] { return lines().size() >= count; }, kPatience_ms);
    }
};

QString textOf(const QString& line) { return line.section(u' ', 1).trimmed(); }

} // namespace

TEST_CASE("logs only warnings of Qt's own categories")
{
    config::LogSettings settings;
    settings.level = GENERATE(as<std::string>(), "debug", "info");
    const Place place(settings);
    const QLoggingCategory painting("qt.widgets.painting", QtInfoMsg);
    CHECK_FALSE(painting.isInfoEnabled());
    CHECK(painting.isWarningEnabled());
    CHECK(logHost().isInfoEnabled());
}

TEST_CASE("writes messages from every thread to the log file")
{
    Place place;
    qCInfo(logHttp, "listening on %s", "http://127.0.0.1:8080");
    qCWarning(logUsage) << "a warning";
    std::thread other([] { qCCritical(logExchange, "from another thread"); });
    other.join();
    qWarning("without a category");
    REQUIRE(place.waitForLines(4));
    const QStringList lines = place.lines();
    REQUIRE(lines.size() == 4);
    CHECK(lines[0].size() > 24);
    CHECK(lines[0].mid(4, 1) == u"-"_s);
    CHECK(lines[0].mid(23, 2) == u"Z "_s);
    CHECK(textOf(lines[0]) == u"info  gateway.http: listening on http://127.0.0.1:8080"_s);
    CHECK(textOf(lines[1]) == u"warn  gateway.usage: a warning"_s);
    CHECK(textOf(lines[2]) == u"error gateway.exchange: from another thread"_s);
    CHECK(textOf(lines[3]) == u"warn  default: without a category"_s);
    CHECK((QFile::permissions(place.file) & (QFile::ReadGroup | QFile::ReadOther)) == 0);
    CHECK((QFile::permissions(QFileInfo(place.file).path()) & (QFile::ReadGroup | QFile::ExeOther)) == 0);
}

TEST_CASE("applies log levels per category and changes them at run time")
{
    config::LogSettings settings;
    settings.level = "warning";
    settings.rooms = {{"http", "debug"}, {"usage", "error"}};
    Place place(settings);
    qCDebug(logHttp, "1");
    qCInfo(logHost, "no");
    qCWarning(logHost, "2");
    qCWarning(logUsage, "no");
    qCCritical(logUsage, "3");
    CHECK_FALSE(logHost().isInfoEnabled());
    settings = {};
    settings.level = "debug";
    place.log->setSettings(settings);
    qCDebug(logHost, "4");
    qCInfo(logUsage, "5");
    CHECK_FALSE(QLoggingCategory("qt.network").isDebugEnabled());
    place.end();
    QString kept;
    for (const QString& line : place.lines())
        kept += line.back();
    CHECK(kept == u"12345"_s);
    CHECK(logHost().isInfoEnabled()); // as before the log was opened
    CHECK_FALSE(logHost().isDebugEnabled());
}

TEST_CASE("escapes control characters and limits the length of a line")
{
    struct Row {
        QString message;
        const char* written;
    };
    const auto row = GENERATE(values<Row>({
        {u"a\nb\r\nc\td"_s, "a\\nb\\r\\nc\\td"},
        {u"\u001b[31mred\u007f"_s, "\\x1b[31mred\\x7f"},
        {u"csi \u009b2J sep \u2028 end"_s, "csi \\xc2\\x9b2J sep \\xe2\\x80\\xa8 end"},
        {u"gpt\u202etxt.5\u2066 \u061c\u200f end"_s, "gpt\\xe2\\x80\\xaetxt.5\\xe2\\x81\\xa6 \\xd8\\x9c\\xe2\\x80\\x8f end"},
        {u"\u0621 \u200d \u2070"_s, "\u0621 \u200d \u2070"},
        {u"中文 é 👋"_s, "中文 é 👋"},
        {u"2026-11-20T00:00:00.000Z error gateway.host: \nforged"_s,
            "2026-11-20T00:00:00.000Z error gateway.host: \\nforged"},
    }));
    Place place;
    qCInfo(logHost).noquote() << row.message;
    qCInfo(logHost).noquote() << QString(10'000, u'中');
    place.end();
    REQUIRE(place.lines().size() == 2);
    CHECK(textOf(place.lines()[0]).toStdString() == "info  gateway.host: " + std::string(row.written));
    CHECK(place.lines()[1].endsWith(u"中 [...]"_s));
    CHECK(place.lines()[1].toUtf8().size() < static_cast<qsizetype>(LogFile::kMaxText) + 100);
}

TEST_CASE("masks secrets in the log file and the viewer")
{
    Place place;
    place.log->setRedactor([](std::string& text) {
        if (const auto at = text.find("sk-secret"); at != std::string::npos)
            text.replace(at, 9, "***");
    });
    qCInfo(logHost, "the key sk-secret was refused");
    auto record = std::make_shared<usage::ExchangeRecord>();
    record->askedModel = "sk-secret";
    place.log->logExchanges({record});
    REQUIRE(QTest::qWaitFor([&] { return place.log->recent().size() == 2; }, kPatience_ms));
    place.log->setRedactor({});
    qCInfo(logHost, "unmasked");
    CHECK(place.log->recent()[0].text == "the key *** was refused");
    place.end();
    REQUIRE(place.lines().size() == 3);
    CHECK_FALSE(place.lines().join(u' ').contains(u"sk-secret"_s));
    CHECK(place.lines()[2].endsWith(u"unmasked"_s));
}

TEST_CASE("logs an exchange as one line at the level of its outcome")
{
    config::LogSettings settings;
    settings.level = "warning";
    Place place(settings);
    auto answered = std::make_shared<usage::ExchangeRecord>();
    answered->id = "good";
    answered->outcome = usage::Outcome::Answered;
    auto failed = std::make_shared<usage::ExchangeRecord>();
    failed->id = "bad";
    failed->outcome = usage::Outcome::Failed;
    failed->status = 503;
    place.log->logExchanges({answered, failed});
    place.log->setSettings({});
    place.log->logExchanges({answered});
    place.end();
    REQUIRE(place.lines().size() == 2);
    CHECK(textOf(place.lines()[0]) == u"warn  gateway.exchange: exchange bad -> none 503 failed 0 ms"_s);
    CHECK(textOf(place.lines()[1]).startsWith(u"info  gateway.exchange: exchange good"_s));
}

TEST_CASE("counts dropped lines when writing falls behind")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"signalbox.log"_s);
    constexpr std::size_t kBatch = 1000;
    {
        QThread storage; // never started
        LogFile log(file, {}, storage, LogFile::Reader::Viewer);
        const auto record = std::make_shared<usage::ExchangeRecord>();
        for (std::size_t sent = 0; sent < LogFile::kMaxQueued + 3 * kBatch; sent += kBatch)
            log.logExchanges(usage::RecordBatch(kBatch, record));
        qCInfo(logHost, "too late");
    }
    QFile text(file);
    REQUIRE(text.open(QIODevice::ReadOnly));
    const QByteArray written = text.readAll();
    CHECK(written.count('\n') == static_cast<qsizetype>(LogFile::kMaxQueued) + 1);
    CHECK(written.contains(" warn  gateway.host: 3001 lines were dropped"));
    CHECK_FALSE(written.contains("too late"));
}

TEST_CASE("rotates files by size and keeps only the configured number")
{
    config::LogSettings settings;
    settings.maxFileBytes = 2000;
    settings.files = GENERATE(1, 2, 4);
    CAPTURE(settings.files);
    Place place(settings);
    { // left over from when more files were kept
        QFile old(place.file + u".4"_s);
        REQUIRE(QDir().mkpath(QFileInfo(place.file).path()));
        REQUIRE(old.open(QIODevice::WriteOnly));
    }
    constexpr int kLines = 300;
    for (int i = 0; i < kLines; ++i)
        qCInfo(logHost, "line %04d ......................................................", i);
    place.end();
    int expected = kLines - 1; // no line is missing, newest first
    for (int number = 0; number < settings.files; ++number) {
        const QStringList lines = place.lines(number);
        REQUIRE_FALSE(lines.isEmpty());
        CHECK(QFileInfo(number == 0 ? place.file : place.file + u'.' + QString::number(number)).size() <= 2000);
        for (auto line = lines.rbegin(); line != lines.rend(); ++line, --expected)
            CHECK(line->contains(u"line %1 "_s.arg(expected, 4, 10, QChar(u'0'))));
    }
    for (int number = settings.files; number < 8; ++number)
        CHECK_FALSE(QFile::exists(place.file + u'.' + QString::number(number)));
}

TEST_CASE("passes every line to the viewer in batches and keeps the most recent ones")
{
    Place place;
    std::vector<LogLine> seen;
    int batches = 0;
    QObject::connect(place.log.get(), &LogFile::logged, place.log.get(), [&](const std::vector<LogLine>& lines) {
        seen.insert(seen.end(), lines.begin(), lines.end());
        ++batches;
    });
    constexpr int kLines = 2500;
    for (int i = 0; i < kLines; ++i)
        qCWarning(logHost, "%d", i);
    REQUIRE(QTest::qWaitFor([&] { return !seen.empty() && seen.back().text == "2499"; }, kPatience_ms));
    CHECK(batches <= 10);
    CHECK(seen.back().level == 2);
    CHECK(seen.back().room == "gateway.host");
    REQUIRE(place.log->recent().size() == LogFile::kRecent);
    CHECK(place.log->recent().front().text == "500");
    CHECK(place.log->recent().back().text == "2499");
}

TEST_CASE("loses no line at shutdown in any order")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"signalbox.log"_s);
    const auto count = [&] {
        QFile text(file);
        return text.open(QIODevice::ReadOnly) ? text.readAll().count('\n') : -1;
    };
    SECTION("the storage thread keeps running")
    {
        QThread storage;
        storage.start();
        {
            LogFile log(file, {}, storage, LogFile::Reader::Viewer);
            for (int i = 0; i < 1000; ++i)
                qCInfo(logHost, "%d", i);
        }
        CHECK(count() == 1000);
        storage.quit();
        storage.wait();
    }
    SECTION("the storage thread has ended and is deleted")
    {
        auto storage = std::make_unique<QThread>();
        storage->start();
        LogFile log(file, {}, *storage, LogFile::Reader::Viewer);
        qCInfo(logHost, "before");
        storage->quit();
        storage->wait();
        CHECK(count() == 1);
        storage.reset();
        qCInfo(logHost, "after");
        {
            const auto* end = &log; // the log ends with this section
            CHECK(end->file() == file);
        }
    }
    SECTION("the storage thread never started")
    {
        QThread storage;
        {
            LogFile log(file, {}, storage, LogFile::Reader::Viewer);
            qCInfo(logHost, "early");
        }
        CHECK(count() == 1);
    }
}

TEST_CASE("restores the previous message handler when the log ends")
{
    static int heard = 0;
    const QtMessageHandler before =
        qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) { ++heard; });
    heard = 0;
    {
        Place place;
        qCInfo(logHost, "for the log");
    }
    CHECK(heard == 0);
    qCInfo(logHost, "for the one before");
    CHECK(heard == 1);
    qInstallMessageHandler(before);
}

TEST_CASE("recreates a log file that was moved away")
{
    Place place;
    qCInfo(logHost, "one");
    REQUIRE(place.waitForLines(1));
    REQUIRE(QFile::rename(place.file, place.file + u".away"_s));
    qCInfo(logHost, "two");
    REQUIRE(place.waitForLines(1));
    CHECK(place.lines()[0].endsWith(u"two"_s));
}

TEST_CASE("tolerates threads that log while the log closes")
{
    QTemporaryDir folder;
    const QtMessageHandler before = qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) {});
    std::atomic<bool> stop{false};
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i)
        threads.emplace_back([&] {
            while (!stop)
                qCInfo(logHost, "noise");
        });
    for (int round = 0; round < 30; ++round) {
        QThread storage;
        storage.start();
        {
            LogFile log(folder.filePath(u"signalbox.log"_s), {}, storage, LogFile::Reader::Viewer);
            QCoreApplication::processEvents();
        }
        storage.quit();
        storage.wait();
    }
    stop = true;
    for (std::thread& thread : threads)
        thread.join();
    qInstallMessageHandler(before);
    SUCCEED();
}

// The child process of the next test.
TEST_CASE("child: aborts with a fatal message", "[.log-child]")
{
    QThread storage;
    storage.start();
    LogFile log(qEnvironmentVariable("SIGNALBOX_TEST_LOG"), {}, storage, LogFile::Reader::Stderr);
    qCInfo(logHost, "the last words");
    std::signal(SIGABRT, [](int) { std::_Exit(3); }); // Catch2 would report it
    qFatal("this is the end");
}

TEST_CASE("writes a fatal message and the lines before it to the file and standard error")
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"signalbox.log"_s);
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"SIGNALBOX_TEST_LOG"_s, file);
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(), {u"[.log-child]"_s});
    REQUIRE(child.waitForFinished(kPatience_ms));
    CHECK(child.exitCode() == 3);
    QFile text(file);
    REQUIRE(text.open(QIODevice::ReadOnly));
    const QByteArray written = text.readAll();
    CHECK(written.contains("gateway.host: the last words\n"));
    CHECK(written.contains("error default: this is the end\n"));
    CHECK(child.readAllStandardError() == written);
}
