#include "gateway/exchange/admission/admission.h"
#include "gateway/exchange/admission/client_identity.h"
#include "gateway/secrets/consumer_key.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::exchange;

namespace {

constexpr std::uint32_t kOwn = 1000;
constexpr std::uint32_t kNamed = 1001;
constexpr std::uint32_t kOther = 65534;

std::shared_ptr<const Snapshot> snapshotFor(const char* localUsers = "own", std::vector<std::string> proxies = {}, bool withOwnKey = false)
{
    static const auto catalog = providers::Catalog::load().value();
    config::Settings settings = config::demoSettings();
    settings.listen.localUsers.mode = localUsers;
    settings.listen.trustedProxies = std::move(proxies);
    SnapshotInputs inputs;
    inputs.localUsers = {kOwn};
    if (std::string_view(localUsers) == "names")
        inputs.localUsers.push_back(kNamed);
    if (withOwnKey)
        inputs.ownKey = ConsumerKeys::digestOf("sb-own");
    return makeSnapshot(std::move(settings), *catalog, inputs);
}

http::RequestHead headFrom(const char* peer = "127.0.0.1")
{
    http::RequestHead head;
    head.method = "POST";
    head.path = "/v1/chat/completions";
    head.host = "localhost:8080";
    head.peer = peer;
    const bool isLoopback = QHostAddress(QString::fromLatin1(peer)).isLoopback();
    head.isLoopback = head.isThisMachine = isLoopback;
    return head;
}

PeerUser user(std::uint32_t id) { return PeerUser([id] { return PeerUser::Answer(id); }); }
PeerUser untold() { return PeerUser(); }
PeerUser failed() { return PeerUser([]() -> PeerUser::Answer { return failure(ErrorKind::Io, gateway::asIs("it is gone")); }); }

Result<Caller> identified(const http::RequestHead& request, const Snapshot& with, PeerUser& peer)
{
    return identifyCaller(request, ClientIdentity(request, with, peer), with, std::chrono::system_clock::now());
}

} // namespace

TEST_CASE("a loopback caller is local if its connection belongs to an allowed user")
{
    struct Row {
        const char* name;
        const char* localUsers;
        PeerUser user;
        bool isLocal;
        const char* said = ""; // the error for a caller that is not
    };
    const std::vector<Row> rows{
        {"own user", "own", user(kOwn), true},
        {"root", "own", user(0), true},
        {"another user", "own", user(kOther), false, "user 65534"},
        {"a user who could be listed", "own", user(kNamed), false, "listen.local_users"},
        {"own user, with listed users", "names", user(kOwn), true},
        {"root, with listed users", "names", user(0), true},
        {"a listed user", "names", user(kNamed), true},
        {"a user who is not listed", "names", user(kOther), false, "add the user to listen.local_users"},
        {"any user", "all", user(kOther), true},
        {"any user, unknown", "all", failed(), true},
        {"a failure", "own", failed(), false, "it is gone"},
        {"a failure, with listed users", "names", failed(), false, "could not be determined"},
        {"a system that cannot identify users", "own", untold(), true},
    };
    for (Row row : rows) {
        CAPTURE(row.name);
        const auto with = snapshotFor(row.localUsers);
        const http::RequestHead request = headFrom();
        const ClientIdentity client(request, *with, row.user);
        CHECK(client.isLocal() == row.isLocal);
        CHECK(client.isRefusedHere() != row.isLocal);
        CHECK(client.hasProcess());
        CHECK(client.address() == "127.0.0.1");
        CHECK(client.whyRemote().isEmpty() == row.isLocal);
        const auto caller = identified(request, *with, row.user);
        REQUIRE(caller.has_value() == row.isLocal);
        if (caller)
            continue;
        CHECK(caller.error().kind == ErrorKind::InvalidConsumerKey);
        CHECK_THAT(caller.error().text(), Catch::Contains(row.said) && Catch::Contains("listen.local_users"));
    }
}

TEST_CASE("a forwarded request is never local whatever its headers claim")
{
    struct Row {
        const char* name;
        const char* header;
        const char* value;
        std::vector<std::string> proxies;
        const char* address;
    };
    const auto row = GENERATE(values<Row>({
        {"X-Forwarded-For", "X-Forwarded-For", "192.0.2.7", {}, "127.0.0.1"},
        {"X-Real-IP", "X-Real-IP", "192.0.2.7", {}, "127.0.0.1"},
        {"Forwarded", "Forwarded", "for=192.0.2.7", {}, "127.0.0.1"},
        {"empty header", "X-Forwarded-For", "", {}, "127.0.0.1"},
        {"by a trusted proxy", "X-Forwarded-For", "192.0.2.7", {"127.0.0.1"}, "192.0.2.7"},
        {"by a trusted network", "Forwarded", "for=\"[2001:db8::1]\"", {"127.0.0.0/8"}, "2001:db8::1"},
        {"of loopback according to a trusted proxy", "X-Forwarded-For", "127.0.0.1", {"127.0.0.1"}, "127.0.0.1"},
        {"of IPv6 loopback according to a trusted proxy", "Forwarded", "for=\"[::1]\"", {"127.0.0.1"}, "::1"},
        {"malformed", "X-Forwarded-For", "localhost", {"127.0.0.1"}, "unknown"},
        {"a trusted proxy without the address", "Via", "1.1 box", {"127.0.0.1"}, "127.0.0.1"},
        {"another proxy is trusted", "X-Forwarded-For", "192.0.2.7", {"10.0.0.1"}, "127.0.0.1"},
    }));
    CAPTURE(row.name);
    const auto* const localUsers = GENERATE("own", "all");
    const auto with = snapshotFor(localUsers, row.proxies);
    http::RequestHead request = headFrom();
    request.headers.add(row.header, row.value);
    PeerUser own = user(kOwn);
    const ClientIdentity client(request, *with, own);
    CHECK_FALSE(client.isLocal());
    CHECK(client.isRefusedHere());
    CHECK_FALSE(client.hasProcess());
    CHECK(client.address() == row.address);
    const auto caller = identified(request, *with, own);
    REQUIRE_FALSE(caller);
    CHECK(caller.error().kind == ErrorKind::InvalidConsumerKey);
    CHECK_THAT(caller.error().text(), Catch::Contains(row.header) && Catch::Contains("listen.trusted_proxies"));
}

TEST_CASE("accepts the forwarded address only from a trusted proxy")
{
    const auto with = snapshotFor("own", {"10.0.0.0/8"});
    PeerUser nobody;
    for (const auto& [peer, address] : {std::pair{"10.1.2.3", "192.0.2.7"}, std::pair{"198.51.100.9", "198.51.100.9"}}) {
        http::RequestHead request = headFrom(peer);
        request.headers.add("X-Forwarded-For", "192.0.2.7");
        const ClientIdentity client(request, *with, nobody);
        CHECK(client.address() == address);
        CHECK_FALSE(client.isLocal());
        CHECK_FALSE(client.isRefusedHere());
        CHECK_FALSE(client.hasProcess());
        CHECK_THAT(identified(request, *with, nobody).error().text(), Catch::Contains("another machine") && Catch::Contains(address));
    }
}

TEST_CASE("the window's own key works only from its own program and not when forwarded")
{
    const std::string own = secrets::makeConsumerKey().key.reveal();
    static const auto catalog = providers::Catalog::load().value();
    SnapshotInputs inputs;
    inputs.ownKey = ConsumerKeys::digestOf(own);
    inputs.localUsers = {kOwn};
    const auto with = makeSnapshot(config::demoSettings(), *catalog, inputs);
    const auto isOwn = [&](const http::RequestHead& request, PeerUser peer) {
        const auto caller = identified(request, *with, peer);
        return caller && caller->isOwn;
    };
    http::RequestHead request = headFrom();
    request.headers.add("Authorization", "Bearer " + own);
    CHECK(isOwn(request, user(kOwn)));
    CHECK(isOwn(request, untold()));
    CHECK_FALSE(isOwn(request, user(kOther)));
    CHECK_FALSE(isOwn(request, failed()));
    http::RequestHead network = request;
    network.isLoopback = false; // via this machine's network address
    CHECK(isOwn(network, failed()));
    network.isThisMachine = false;
    CHECK_FALSE(isOwn(network, user(kOwn)));
    request.headers.add("X-Forwarded-For", "127.0.0.1");
    CHECK_FALSE(isOwn(request, user(kOwn)));
}

TEST_CASE("looks up the user of a connection once and only if needed")
{
    int asked = 0;
    PeerUser peer([&asked] {
        ++asked;
        return PeerUser::Answer(kOther);
    });
    const auto everybody = snapshotFor("all");
    CHECK(identified(headFrom(), *everybody, peer));
    CHECK_FALSE(identified(headFrom("192.0.2.1"), *everybody, peer));
    http::RequestHead forwarded = headFrom();
    forwarded.headers.add("Via", "1.1 box");
    CHECK_FALSE(identified(forwarded, *snapshotFor(), peer));
    CHECK(asked == 0);
    CHECK_FALSE(identified(headFrom(), *snapshotFor(), peer));
    CHECK_FALSE(identified(headFrom(), *snapshotFor(), peer));
    CHECK(asked == 1);
}
