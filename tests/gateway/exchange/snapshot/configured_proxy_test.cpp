#include "gateway/exchange/snapshot/snapshot.h"

#include "catch.h"

#include <QNetworkProxy>

using namespace gateway;

TEST_CASE("reads a configured proxy like one in a variable")
{
    struct Row {
        const char* url;
        QNetworkProxy::ProxyType type;
        const char* host;
        int port;
    };
    const auto row = GENERATE(values<Row>({
        {"http://proxy.example", QNetworkProxy::HttpProxy, "proxy.example", 1080}, // the default port of curl
        {"http://proxy.example:3128/", QNetworkProxy::HttpProxy, "proxy.example", 3128},
        {"socks5h://[::1]", QNetworkProxy::Socks5Proxy, "::1", 1080},
        {"socks5://127.0.0.1:9050", QNetworkProxy::Socks5Proxy, "127.0.0.1", 9050},
    }));
    CAPTURE(row.url);
    const auto catalog = providers::Catalog::load();
    REQUIRE(catalog);
    config::Settings settings;
    auto& provider = settings.providers.emplace_back();
    provider.id = "mine";
    provider.type = "openai-compatible";
    provider.baseUrl = "https://api.example/v1";
    provider.proxy = {"url", row.url, "user", {}};
    const auto snapshot = exchange::makeSnapshot(settings, **catalog, {});
    const QNetworkProxy& proxy = snapshot->providers.front().proxy;
    CHECK(snapshot->providers.front().proxyProblem.isEmpty());
    CHECK(proxy.type() == row.type);
    CHECK(proxy.hostName().toStdString() == row.host);
    CHECK(proxy.port() == row.port);
    CHECK(proxy.user() == QStringLiteral("user"));
}
