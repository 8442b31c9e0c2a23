#include "gateway/host/access_token_service.h"

#include "catch.h"
#include "http_text.h"
#include "manual_clock.h"
#include "rsa_key.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <functional>

using namespace gateway;
using namespace gateway::host;

namespace {

constexpr int kTokenWait_ms = 20000;
const std::string kReference = "keychain:vertex/main";

const tests::RsaKey& key()
{
    static const tests::RsaKey kKey;
    return kKey;
}

/// A token endpoint: gives each request the next of its answers; the last one stays.
class TokenEndpoint {
public:
    TokenEndpoint()
    {
        REQUIRE(m_server.listen(QHostAddress::LocalHost));
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            QTcpSocket* socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                m_got += socket->readAll().toStdString();
                const auto end = m_got.find("\r\n\r\n");
                if (end == std::string::npos)
                    return;
                m_got = tests::withLowerCaseNames(std::move(m_got));
                const auto lengthAt = m_got.find("content-length: ");
                if (m_got.size() < end + 4 + std::stoul(m_got.substr(lengthAt + 16)))
                    return;
                requests.push_back(std::exchange(m_got, {}));
                const auto give = [socket, answer = answers.front()] {
                    socket->write(
                        QByteArray::fromStdString("HTTP/1.1 " + std::to_string(answer.first) + " X\r\nContent-Length: "
                            + std::to_string(answer.second.size()) + "\r\n\r\n" + answer.second));
                };
                if (answers.size() > 1)
                    answers.erase(answers.begin());
                if (isHolding)
                    held = give;
                else
                    give();
            });
        });
    }

    std::string origin() const { return "http://127.0.0.1:" + std::to_string(m_server.serverPort()); }
    std::string uri() const { return origin() + "/token?x=1"; }
    std::string assertion(std::size_t request) const
    {
        REQUIRE(requests.size() > request);
        return tests::assertionIn(requests[request].substr(requests[request].find("\r\n\r\n") + 4));
    }

    std::vector<std::pair<int, std::string>> answers{{200, R"({"access_token":"ya29.first","expires_in":3600})"}};
    std::vector<std::string> requests; ///< with the names of their fields in lower case
    bool isHolding = false;
    std::function<void()> held; ///< gives the answer that was held back

private:
    QTcpServer m_server;
    std::string m_got;
};

const providers::Catalog& tokenCatalog()
{
    static const std::shared_ptr<const providers::Catalog> kLoaded = *providers::Catalog::load();
    return *kLoaded;
}

/// A service, with the settings and the secrets that it follows.
struct Kept {
    Kept()
    {
        config::ProviderSettings provider;
        provider.id = "google";
        provider.type = "openai-compatible";
        provider.baseUrl = "https://europe-west1-aiplatform.googleapis.com/v1/projects/p/locations/l/endpoints/openapi";
        provider.keys = {{"main", kReference, 1, true}};
        provider.proxy.mode = "none";
        settings.providers.push_back(provider);
        store(key().keyFile(endpoint.uri()));
        approved.addAll(providers::secretUses(settings, tokenCatalog()));
        QObject::connect(&service, &AccessTokenService::changed, &service, [this] { ++changes; });
    }

    void store(const std::string& secret) { secrets.insert_or_assign(kReference, Secret(secret)); }

    std::shared_ptr<const exchange::Snapshot> snapshot() const
    {
        exchange::SnapshotInputs inputs;
        inputs.secrets = service.withTokens(secrets);
        inputs.approved = approved;
        return exchange::makeSnapshot(settings, tokenCatalog(), inputs);
    }
    void follow() { service.follow(*snapshot(), secrets); }
    void waitForChange(int number)
    {
        REQUIRE(QTest::qWaitFor([&] { return changes >= number; }, kTokenWait_ms));
    }
    bool hasAsked(std::size_t times) const
    {
        return QTest::qWaitFor([&] { return endpoint.requests.size() >= times && !service.hasOpenRequests(); }, kTokenWait_ms);
    }

    /// The token that a request would send, or the reason why there is none.
    std::string shown() const
    {
        const auto ready = snapshot();
        const exchange::Provider& provider = ready->providers.front();
        return provider.keys.empty() ? provider.problem.text() : provider.keys.front().authorization.front().second;
    }

    TokenEndpoint endpoint;
    ManualClock clock;
    providers::ProviderClient client;
    AccessTokenService service{client, clock};
    config::Settings settings;
    exchange::ResolvedSecrets secrets;
    providers::ApprovedOrigins approved;
    int changes = 0;
};

} // namespace

TEST_CASE("exchanges a service account key for a token that requests use")
{
    Kept kept;
    CHECK(
        kept.shown().starts_with("Provider \"google\", key \"main\": Signing in to Google with the service account. "));
    kept.follow();
    CHECK(kept.service.isAsking());
    kept.waitForChange(1);
    CHECK_FALSE(kept.service.isAsking());
    CHECK(kept.shown() == "Bearer ya29.first");
    REQUIRE(kept.endpoint.requests.size() == 1);
    const std::string& request = kept.endpoint.requests.front();
    CHECK(request.starts_with("POST /token?x=1 HTTP/1.1"));
    CHECK(request.find("content-type: application/x-www-form-urlencoded") != std::string::npos);
    CHECK(request.find("authorization:") == std::string::npos);
    CHECK(key().hasSigned(kept.endpoint.assertion(0)));
    // The same settings trigger no second token request.
    kept.follow();
    CHECK_FALSE(kept.service.isAsking());
    CHECK(kept.shown() == "Bearer ya29.first");
}

TEST_CASE("uses a stored access token or any other key as it is")
{
    const auto secret =
        GENERATE(as<std::string>(), "ya29.given", "sk-key", R"({"access_key_id":"A","secret_access_key":"B"})");
    Kept kept;
    kept.store(secret);
    kept.follow();
    CHECK_FALSE(kept.service.isAsking());
    CHECK(kept.shown() == "Bearer " + secret);
    CHECK(kept.endpoint.requests.empty());
}

TEST_CASE("requests a new token a minute before the old one expires")
{
    Kept kept;
    kept.endpoint.answers.push_back({200, R"({"access_token":"ya29.second","expires_in":3600})"});
    kept.follow();
    kept.waitForChange(1);
    kept.clock.advance(std::chrono::seconds(3600 - 60 - 21)); // the largest random reduction of the lifetime
    kept.service.look();
    CHECK_FALSE(kept.service.hasOpenRequests());
    kept.clock.advance(std::chrono::seconds(21));
    kept.service.look();
    CHECK(kept.shown() == "Bearer ya29.first"); // until the new token has arrived
    kept.waitForChange(2);
    CHECK(kept.shown() == "Bearer ya29.second");
    CHECK(kept.endpoint.assertion(0) != kept.endpoint.assertion(1)); // signed at a different time
}

TEST_CASE("counts the time the machine was asleep towards token expiry")
{
    Kept kept;
    kept.endpoint.answers.push_back({200, R"({"access_token":"ya29.second","expires_in":3600})"});
    kept.follow();
    kept.waitForChange(1);
    kept.clock.setWall(kept.clock.wallNow() + std::chrono::hours(8)); // the steady clock did not advance
    kept.service.look();
    CHECK(kept.shown().find("Google issued no new token before the previous one expired") != std::string::npos);
    kept.waitForChange(3);
    CHECK(kept.shown() == "Bearer ya29.second");
}

TEST_CASE("keeps the last token until it expires while no new one is issued")
{
    Kept kept;
    kept.endpoint.answers.push_back({503, "{}"});
    kept.follow();
    kept.waitForChange(1);
    kept.clock.advance(std::chrono::seconds(3590));
    kept.service.look();
    REQUIRE(kept.hasAsked(2));
    CHECK(kept.changes == 1);
    CHECK(kept.shown() == "Bearer ya29.first");
    kept.clock.advance(std::chrono::seconds(11));
    kept.service.look();
    CHECK(kept.changes == 2);
    CHECK(kept.shown().starts_with(
        "Provider \"google\", key \"main\": Google issued no new token before the previous one expired. "));
}

TEST_CASE("reports why a service account was refused and retries later")
{
    Kept kept;
    kept.endpoint.answers = {{400, R"({"error":"invalid_grant","error_description":"Invalid JWT Signature."})"},
        {200, R"({"access_token":"ya29.now","expires_in":3600})"}};
    kept.follow();
    kept.waitForChange(1);
    CHECK(kept.shown().starts_with(
        "Provider \"google\", key \"main\": Google refused the service account: Invalid JWT Signature. "
        "The key was deleted or does not belong to the account: create a new one and store its file. "));
    kept.clock.advance(std::chrono::seconds(59));
    kept.service.look();
    CHECK_FALSE(kept.service.hasOpenRequests());
    kept.clock.advance(std::chrono::seconds(14));
    kept.service.look();
    kept.waitForChange(2);
    CHECK(kept.shown() == "Bearer ya29.now");
}

TEST_CASE("retries a failing token endpoint with growing delays")
{
    Kept kept;
    kept.endpoint.answers = {{500, "oops"}};
    kept.follow();
    kept.waitForChange(1);
    CHECK(kept.shown().find("Google issues no token at the moment: status 500. Store the key") != std::string::npos);
    std::size_t asked = 1;
    for (const int wait_s : {1, 2, 4, 8, 16, 32, 60, 60}) {
        CAPTURE(wait_s);
        kept.clock.advance(std::chrono::milliseconds(wait_s * 1000 - 1));
        kept.service.look();
        REQUIRE_FALSE(kept.service.hasOpenRequests());
        kept.clock.advance(std::chrono::milliseconds(wait_s * 200 + 1)); // up to a fifth is random
        kept.service.look();
        REQUIRE(kept.hasAsked(++asked));
    }
    CHECK(kept.changes == 1); // the reason did not change
}

TEST_CASE("sends no token request for an unusable key file until it is replaced")
{
    Kept kept;
    kept.store(R"({"type":"authorized_user","refresh_token":"SECRET"})");
    kept.follow();
    kept.waitForChange(1);
    CHECK(kept.shown().starts_with("Provider \"google\", key \"main\": The secret is a Google credentials file for a "
                                   "user, not for a service account. "));
    CHECK(kept.shown().find("SECRET") == std::string::npos);
    kept.clock.advance(std::chrono::hours(24));
    kept.service.look();
    CHECK_FALSE(kept.service.isAsking());
    kept.store(key().keyFile(kept.endpoint.uri()));
    kept.follow();
    kept.waitForChange(2);
    CHECK(kept.shown() == "Bearer ya29.first");
    CHECK(kept.endpoint.requests.size() == 1);
}

TEST_CASE("discards a token that was issued for a key replaced in the meantime")
{
    Kept kept;
    kept.endpoint.answers.push_back({200, R"({"access_token":"ya29.second","expires_in":3600})"});
    kept.endpoint.isHolding = true;
    kept.follow();
    REQUIRE(QTest::qWaitFor([&] { return kept.endpoint.requests.size() == 1; }, kTokenWait_ms));
    kept.endpoint.isHolding = false;
    const tests::RsaKey other;
    kept.store(other.keyFile(kept.endpoint.uri()));
    kept.follow();
    kept.waitForChange(1);
    CHECK(other.hasSigned(kept.endpoint.assertion(1)));
    CHECK(kept.shown() == "Bearer ya29.second");
    kept.endpoint.held();
    bool isLaterAnswered = false;
    kept.service.ask(Secret(other.keyFile(kept.endpoint.uri())), kept.snapshot()->providers.front(), [&](const auto&) { isLaterAnswered = true; });
    REQUIRE(QTest::qWaitFor([&] { return isLaterAnswered; }, kTokenWait_ms));
    CHECK(kept.shown() == "Bearer ya29.second");
    CHECK(kept.changes == 1);
}

TEST_CASE("requests no tokens for disabled providers and keys")
{
    const bool isKey = GENERATE(true, false);
    Kept kept;
    kept.settings.providers.front().enabled = isKey;
    kept.settings.providers.front().keys.front().enabled = !isKey;
    kept.follow();
    CHECK_FALSE(kept.service.isAsking());
}

TEST_CASE("requests tokens through the provider's proxy")
{
    Kept kept;
    kept.store(key().keyFile("http://127.0.0.1:1/token")); // nothing listens there
    kept.settings.providers.front().proxy.mode = "url";
    kept.settings.providers.front().proxy.url = kept.endpoint.origin();
    kept.follow();
    kept.waitForChange(1);
    CHECK(kept.shown() == "Bearer ya29.first");
    REQUIRE(kept.endpoint.requests.size() == 1);
    CHECK(kept.endpoint.requests.front().starts_with("POST http://127.0.0.1:1/token HTTP/1.1"));
}

TEST_CASE("reports an unreachable token endpoint")
{
    Kept kept;
    kept.store(key().keyFile("http://127.0.0.1:1/token"));
    kept.follow();
    kept.waitForChange(1);
    CHECK(kept.shown().find("Google issues no token at the moment: nothing is listening on http://127.0.0.1:1") != std::string::npos);
    CHECK(kept.shown().find("..") == std::string::npos);
}

TEST_CASE("fetches a single token for a key that is being tested")
{
    Kept kept;
    std::optional<Result<providers::AccessToken>> answer;
    const auto ready = kept.snapshot();
    kept.service.ask(
        *kept.secrets.at(kReference), ready->providers.front(), [&](auto result) { answer = std::move(result); });
    REQUIRE(QTest::qWaitFor([&] { return answer.has_value(); }, kTokenWait_ms));
    REQUIRE(*answer);
    CHECK((*answer)->token.reveal() == "ya29.first");
    answer.reset();
    kept.service.ask(Secret("{"), ready->providers.front(), [&](auto result) { answer = std::move(result); });
    REQUIRE(QTest::qWaitFor([&] { return answer.has_value(); }, kTokenWait_ms));
    CHECK(answer->error().kind == ErrorKind::NoUsableKey);
}
