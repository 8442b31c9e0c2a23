#include "app/signalboxd/keys/origin_approval.h"

#include "gateway/host/approvals/approval_file.h"

#include "catch.h"

#include <QTemporaryDir>

#include <sstream>

using namespace gateway;

namespace {

const providers::Catalog& types()
{
    static const auto kLoaded = *providers::Catalog::load();
    return *kLoaded;
}

config::Settings settingsAt(const std::string& id, const std::string& baseUrl, const std::string& secret = "keychain:main")
{
    config::Settings settings;
    config::ProviderSettings& provider = settings.providers.emplace_back();
    provider.id = id;
    provider.type = "openai-compatible";
    provider.baseUrl = baseUrl;
    provider.keys = {{"main", secret}};
    return settings;
}

struct ApprovalDesk {
    QTemporaryDir folder;
    std::ostringstream out;
    std::ostringstream err;
    std::vector<std::string> questions;

    app::AskYesNo answering(bool answer)
    {
        return [this, answer](const std::string& question) {
            questions.push_back(question);
            return answer;
        };
    }
    bool isApproved(const config::Settings& settings) const
    {
        const auto approved = host::ApprovalFile(folder.path()).read();
        return approved && *approved && providers::unapproved(providers::secretUses(settings, types()), **approved).empty();
    }
    void decide(app::ApprovalMode mode, const config::Settings& before, const config::Settings& next)
    {
        app::OriginApproval approval(folder.path(), std::move(mode), err);
        REQUIRE(approval.decide(before, next, types()));
        approval.tellWaiting();
    }
};

} // namespace

TEST_CASE("a command that writes a configuration approves by --trust or by an answer, and else says how")
{
    const config::Settings before = settingsAt("up", "https://known.example/v1");
    const config::Settings next = settingsAt("up", "https://evil.example/v1");
    ApprovalDesk desk;
    SECTION("nobody is there")
    {
        desk.decide({}, before, next);
        CHECK_FALSE(desk.isApproved(next));
        CHECK_THAT(desk.err.str(), Catch::Contains("not approved, so not sent: secret keychain:main of provider \"up\" may go to https://evil.example") && Catch::Contains("signalboxd key approve up"));
    }
    SECTION("no")
    {
        desk.decide({false, desk.answering(false)}, before, next);
        CHECK_FALSE(desk.isApproved(next));
        REQUIRE(desk.questions.size() == 1);
        CHECK(desk.questions.front() == "Secret keychain:main of provider \"up\" would be sent to https://evil.example, which nobody has approved.\nSend it there?");
    }
    SECTION("yes")
    {
        desk.decide({false, desk.answering(true)}, before, next);
        CHECK(desk.isApproved(next));
    }
    SECTION("--trust")
    {
        desk.decide({true, desk.answering(false)}, before, next);
        CHECK(desk.isApproved(next));
        CHECK(desk.questions.empty());
        CHECK_THAT(desk.err.str(), Catch::Contains("approved: secret keychain:main") && Catch::Contains("https://evil.example"));
    }
    CHECK(desk.isApproved(before)); // it was in use before this version
    CHECK_THAT(desk.err.str(), Catch::Contains("approved, because the configuration that is in force sends it there: secret keychain:main of provider \"up\" may go to https://known.example\n"));
}

TEST_CASE("nothing that was there before a command counts as in use once a list of approvals is there")
{
    ApprovalDesk desk;
    desk.decide({}, {}, settingsAt("up", "https://evil.example/v1"));
    desk.decide({}, settingsAt("up", "https://evil.example/v1"), settingsAt("up", "https://evil.example/v1"));
    CHECK_FALSE(desk.isApproved(settingsAt("up", "https://evil.example/v1")));
    desk.decide({}, settingsAt("up", "https://evil.example/v1"), settingsAt("other", "https://api.deepseek.com/v1"));
    CHECK_FALSE(desk.isApproved(settingsAt("up", "https://evil.example/v1")));
}

TEST_CASE("key approve asks for each, or takes a provider or all, and prints what is approved")
{
    config::Settings settings = settingsAt("one", "https://one.example/v1");
    settings.providers.push_back(settingsAt("two", "https://two.example/v1", "env:\x1b[2JTWO").providers.front());
    ApprovalDesk desk;
    REQUIRE(host::ApprovalFile(desk.folder.path()).add({}));
    const auto run = [&](app::KeyApproveRequest order, const app::AskYesNo& ask) {
        desk.out.str({});
        return app::approveKeys(order, settings, types(), desk.folder.path(), ask, desk.out, desk.err);
    };
    CHECK_THAT(app::waitingList(settings, types(), desk.folder.path()), Catch::Contains("https://one.example") && Catch::Contains("https://two.example") && !Catch::Contains("\x1b"));
    CHECK(run({}, {}) == 1);
    CHECK_THAT(desk.err.str(), Catch::Contains("--all"));
    CHECK(run({"nobody", false}, {}) == 1);
    CHECK_THAT(desk.err.str(), Catch::Contains("\"nobody\""));
    CHECK(run({"one", false}, {}) == 0);
    CHECK_THAT(desk.out.str(), Catch::Contains("approved: secret keychain:main of provider \"one\" may go to https://one.example") && !Catch::Contains("two"));
    CHECK(run({}, desk.answering(false)) == 1);
    CHECK(desk.questions.size() == 1);
    CHECK_THAT(desk.questions.front(), Catch::Contains("https://two.example") && !Catch::Contains("\x1b"));
    CHECK(run({{}, true}, {}) == 0);
    CHECK(run({}, {}) == 0);
    CHECK_THAT(desk.out.str(), Catch::Contains("No secret waits"));
    CHECK(app::waitingList(settings, types(), desk.folder.path()).empty());
}
