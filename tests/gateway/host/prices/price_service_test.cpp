#include "gateway/host/prices/price_service.h"

#include "gateway/providers/catalog.h"

#include "catch.h"

#include <QDir>
#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <map>

using namespace gateway;
using namespace gateway::host;

namespace {

constexpr int kWait_ms = 20000;
constexpr const char* kList = R"({"deepseek": {"models": {"deepseek-v4-pro": {"cost": {"input": 0.7, "output": 2}}}}})";
constexpr const char* kRate = R"({"base": "USD", "date": "2026-11-20", "quote": "CNY", "rate": 6.81})";

/// Answers each path with the configured bytes; other paths hang.
class Server {
public:
    Server()
    {
        REQUIRE(m_server.listen(QHostAddress::LocalHost));
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            QTcpSocket* const socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                const QByteArray head = socket->readAll();
                const auto answer = answers.find(head.mid(4, head.indexOf(" HTTP/") - 4).toStdString());
                ++asked;
                if (answer == answers.end())
                    return;
                socket->write(QByteArray::fromStdString(answer->second));
                socket->disconnectFromHost();
            });
        });
    }
    std::string at(const std::string& path) const { return "http://127.0.0.1:" + std::to_string(m_server.serverPort()) + path; }

    std::map<std::string, std::string> answers;
    int asked = 0;

private:
    QTcpServer m_server;
};

std::string ok(const std::string& body)
{
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

const providers::Catalog& catalog()
{
    static const auto kCatalog = providers::Catalog::load();
    REQUIRE(kCatalog);
    return **kCatalog;
}

/// A data folder and the price service with its own storage thread.
class Kept {
public:
    explicit Kept(const QString& dataDir) : service(dataDir, m_work, m_client, catalog())
    {
        m_work.moveToThread(&m_storage);
        m_storage.start();
    }
    ~Kept()
    {
        m_storage.quit();
        m_storage.wait();
    }

    /// Refreshes now; returns the error text, or an empty string.
    std::string refresh()
    {
        std::optional<Result<void>> done;
        service.refresh([&done](Result<void> result) { done = std::move(result); });
        REQUIRE(QTest::qWaitFor([&done] { return done.has_value(); }, kWait_ms));
        return *done ? std::string() : done->error().text();
    }

private:
    QThread m_storage;
    QObject m_work;
    providers::ProviderClient m_client;

public:
    PriceService service;
};

config::UsageSettings from(const std::optional<std::string>& prices, const std::optional<std::string>& rate, const char* schedule = "off")
{
    config::UsageSettings settings;
    settings.refresh = {prices, rate, schedule};
    return settings;
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

TEST_CASE("downloads prices and the exchange rate and restores them after a restart")
{
    QTemporaryDir folder;
    Server server;
    server.answers = {{"/api.json", ok(kList)}, {"/rate?from=USD", ok(kRate)}};
    {
        Kept kept(folder.path());
        CHECK(kept.service.status().rate == *catalog().prices().exchangeRate());
        CHECK(kept.service.status().listSource.empty());
        kept.service.follow(from(server.at("/api.json"), server.at("/rate?from=USD")));
        CHECK(kept.refresh().empty());
        REQUIRE(kept.service.list());
        CHECK(kept.service.list()->prices().size() == 1);
        CHECK(kept.service.status().listSource == "127.0.0.1");
        CHECK(kept.service.status().listDate == QDate::currentDate().toString(Qt::ISODate).toStdString());
        CHECK(kept.service.status().rate == config::ExchangeRate{6.81, "2026-11-20", "127.0.0.1"});
        CHECK(kept.service.status().problem.isEmpty());
    }
    Kept again(folder.path());
    again.service.start();
    REQUIRE(QTest::qWaitFor([&again] { return again.service.list() != nullptr; }, kWait_ms));
    CHECK(again.service.list()->isModelsDev());
    CHECK(again.service.status().rate.usdCny == 6.81);
    CHECK(server.asked == 2);
}

TEST_CASE("keeps the stored price list unchanged after an invalid download")
{
    QTemporaryDir folder;
    Server server;
    const std::string huge = '{' + std::string(17 * 1024 * 1024, ' ') + '}';
    server.answers = {{"/good", ok(kList)}, {"/rate", ok(kRate)}, {"/html", ok("<html>Sign in</html>")}, {"/half", ok(R"({"prices": [{"mo)")},
        {"/empty", ok("")}, {"/wrong", ok(R"({"prices": [{"model": "m", "input": -3}]})")}, {"/huge", ok(huge)},
        {"/gone", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"},
        {"/moved", "HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:1/x\r\nContent-Length: 0\r\n\r\n"},
        {"/short", "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{\"prices\": []"}};
    Kept kept(folder.path());
    kept.service.follow(from(server.at("/good"), server.at("/rate")));
    REQUIRE(kept.refresh().empty());
    const QByteArray before = contentOf(folder.filePath(QStringLiteral("prices/prices.json")));
    REQUIRE_FALSE(before.isEmpty());
    struct Row {
        const char* path;
        const char* says;
    };
    for (const Row& row : {Row{"/html", "is not valid JSON"}, Row{"/half", "is not valid JSON"}, Row{"/empty", "is not valid JSON"}, Row{"/wrong", "prices[0]"},
             Row{"/huge", "16 MiB"}, Row{"/gone", "404"}, Row{"/moved", "the address has changed"}, Row{"/short", "closed the connection"}}) {
        CAPTURE(row.path);
        kept.service.follow(from(server.at(row.path), std::nullopt));
        CHECK_THAT(kept.refresh(), Catch::Contains(row.says) && Catch::Contains(row.path));
        CHECK_FALSE(kept.service.status().problem.isEmpty());
        REQUIRE(kept.service.list());
        CHECK(kept.service.list()->prices().size() == 1);
        CHECK(contentOf(folder.filePath(QStringLiteral("prices/prices.json"))) == before);
        kept.service.follow(from(std::nullopt, server.at(row.path)));
        CHECK_FALSE(kept.refresh().empty());
        CHECK(kept.service.status().rate.usdCny == 6.81);
    }
    CHECK(QDir(folder.filePath(QStringLiteral("prices"))).entryList(QDir::Files).size() == 2); // and no partial files
}

TEST_CASE("rejects an exchange rate dated in the future and says what to check")
{
    struct Row {
        int days; ///< from today
        bool isTaken;
    };
    const auto row = GENERATE(values<Row>({{-1, true}, {0, true}, {1, true}, {2, false}, {40, false}}));
    CAPTURE(row.days);
    QTemporaryDir folder;
    Server server;
    const std::string day = QDate::currentDate().addDays(row.days).toString(Qt::ISODate).toStdString();
    server.answers = {{"/rate", ok(R"({"base": "USD", "date": ")" + day + R"(", "quote": "CNY", "rate": 6.81})")}};
    Kept kept(folder.path());
    kept.service.follow(from(std::nullopt, server.at("/rate")));
    const std::string problem = kept.refresh();
    CHECK(problem.empty() == row.isTaken);
    if (!row.isTaken)
        CHECK_THAT(problem, Catch::Contains(day) && Catch::Contains("usage.refresh.rate_url") && Catch::Contains("clock"));
    CHECK((kept.service.status().rate.usdCny == 6.81) == row.isTaken);
}

TEST_CASE("does not replace an exchange rate with an older one")
{
    struct Row {
        const char* kept;
        const char* came;
        bool isTaken;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"usd_cny": 7.1, "date": "2026-11-20", "source": "bank"})", "2026-11-19", false},
        {R"({"usd_cny": 7.1, "date": "2026-11-20", "source": "bank"})", "2025-12-31", false},
        {R"({"usd_cny": 7.1, "date": "2026-11-20", "source": "bank"})", "2026-11-20", true},
        {R"({"usd_cny": 7.1, "date": "2026-11-20", "source": "bank"})", "2026-11-21", true},
        {R"({"usd_cny": 7.1, "date": "2999-01-01", "source": "bank"})", "2026-11-19", true}, // a future date
        {R"({"usd_cny": 7.1, "source": "bank"})", "2026-11-19", true},
        {"spoiled", "2026-11-19", true},
    }));
    CAPTURE(row.kept, row.came);
    QTemporaryDir folder;
    REQUIRE(QDir(folder.path()).mkpath(QStringLiteral("prices")));
    QFile file(folder.filePath(QStringLiteral("prices/exchange_rate.json")));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(row.kept);
    file.close();
    const std::string body = std::string(R"({"base": "USD", "date": ")") + row.came + R"(", "quote": "CNY", "rate": 6.81})";
    const auto kept = PriceFiles(folder.path()).keepRate(QByteArray::fromStdString(body), "https://rates.example/latest", "2026-11-22");
    REQUIRE(kept);
    CHECK(kept->rate.usdCny == (row.isTaken ? 6.81 : 7.1));
    CHECK(kept->note.isEmpty() == row.isTaken);
    if (!row.isTaken)
        CHECK(kept->note == std::string("The exchange rate from rates.example is dated ") + row.came + ", which is older than the stored one (2026-11-20). The stored rate is kept.");
    const auto read = PriceFiles(folder.path()).read().rate;
    REQUIRE(read);
    CHECK(*read == kept->rate);
}

TEST_CASE("an ignored exchange rate is not reported as a problem")
{
    QTemporaryDir folder;
    Server server;
    server.answers = {{"/new", ok(kRate)}, {"/old", ok(R"({"base": "USD", "date": "2026-11-01", "quote": "CNY", "rate": 9})")}};
    Kept kept(folder.path());
    for (const char* path : {"/new", "/old"}) {
        kept.service.follow(from(std::nullopt, server.at(path)));
        CHECK(kept.refresh().empty());
        CHECK(kept.service.status().rate == config::ExchangeRate{6.81, "2026-11-20", "127.0.0.1"});
        CHECK(kept.service.status().problem.isEmpty());
    }
}

TEST_CASE("ignores a corrupted price file and picks up a new one")
{
    QTemporaryDir folder;
    Kept kept(folder.path());
    kept.service.start();
    const auto put = [&folder](const QByteArray& text) { // atomically, as the command does
        QDir(folder.path()).mkpath(QStringLiteral("prices"));
        QFile file(folder.filePath(QStringLiteral("prices/new")));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        QFile::remove(folder.filePath(QStringLiteral("prices/prices.json")));
        REQUIRE(file.rename(folder.filePath(QStringLiteral("prices/prices.json"))));
    };
    REQUIRE(QTest::qWaitFor([&folder] { return QDir(folder.filePath(QStringLiteral("prices"))).exists(); }, kWait_ms));
    put(R"({"date": "2026-11-21", "source": "team", "prices": [{"model": "m", "input": 1}]})");
    REQUIRE(QTest::qWaitFor([&kept] { return kept.service.list() != nullptr; }, kWait_ms));
    CHECK(kept.service.status().listDate == "2026-11-21");
    put("spoiled");
    REQUIRE(QTest::qWaitFor([&kept] { return kept.service.list() == nullptr; }, kWait_ms));
}

TEST_CASE("refreshes prices automatically only if configured")
{
    QTemporaryDir folder;
    Server server;
    server.answers = {{"/api.json", ok(kList)}};
    const bool isOn = GENERATE(false, true);
    Kept kept(folder.path());
    kept.service.follow(from(server.at("/api.json"), std::nullopt, isOn ? "daily" : "off"));
    kept.service.start();
    if (isOn)
        CHECK(QTest::qWaitFor([&kept] { return kept.service.list() != nullptr; }, kWait_ms)); // nothing is stored yet, so at once
    else
        CHECK_THAT((kept.service.follow(from(std::nullopt, std::nullopt)), kept.refresh()), Catch::Contains("prices_url"));
    CHECK(server.asked == (isOn ? 1 : 0));
}
