#include "app/signalboxd/keys/origin_approval.h"

#include "gateway/host/approvals/approval_file.h"

#include "catch.h"

#include <QFile>
#include <QTemporaryDir>

#include <optional>
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
    void decide(app::ApprovalMode mode, const config::Settings& before, const config::Settings& next, std::optional<config::Settings> brought = {})
    {
        app::OriginApproval approval(folder.path(), std::move(mode), err);
        REQUIRE(approval.decide(before, next, brought.value_or(next), types()));
        REQUIRE(approval.keep());
    }
};

} // namespace

TEST_CASE("approves nothing when the configuration is not written")
{
    const config::Settings before = settingsAt("up", "https://known.example/v1");
    const config::Settings next = settingsAt("up", "https://evil.example/v1");
    ApprovalDesk desk;
    app::OriginApproval approval(desk.folder.path(), {true, {}}, desk.err);
    REQUIRE(approval.decide(before, next, next, types()));
    CHECK_FALSE(desk.isApproved(next));
    CHECK(desk.err.str().find("Approved: ") == std::string::npos);
    REQUIRE(approval.keep());
    CHECK(desk.isApproved(next));
}

TEST_CASE("a writing command approves by --trust or an answer and otherwise says how")
{
    const config::Settings before = settingsAt("up", "https://known.example/v1");
    const config::Settings next = settingsAt("up", "https://evil.example/v1");
    ApprovalDesk desk;
    SECTION("without a terminal")
    {
        desk.decide({}, before, next);
        CHECK_FALSE(desk.isApproved(next));
        CHECK_THAT(desk.err.str(), Catch::Contains("not approved, so not sent: secret keychain:main of provider \"up\" may be sent to https://evil.example") && Catch::Contains("signalboxd key approve up"));
    }
    SECTION("no")
    {
        desk.decide({false, desk.answering(false)}, before, next);
        CHECK_FALSE(desk.isApproved(next));
        REQUIRE(desk.questions.size() == 1);
        CHECK(desk.questions.front() == "Secret keychain:main of provider \"up\" will be sent to https://evil.example, which has not been approved.\nApprove it?");
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
    CHECK_FALSE(desk.isApproved(before)); // it was never in use
}

TEST_CASE("an import approves only its own addresses")
{
    const config::Settings before = settingsAt("foreign", "https://evil.example/v1");
    const config::Settings imported = settingsAt("other", "https://other.example/v1", "keychain:other");
    config::Settings next = before;
    next.providers.push_back(imported.providers.front());
    ApprovalDesk desk;
    desk.decide(GENERATE(true, false) ? app::ApprovalMode{true, {}} : app::ApprovalMode{false, desk.answering(true)}, before, next, imported);
    CHECK(desk.isApproved(imported));
    CHECK_FALSE(desk.isApproved(before));
    CHECK(desk.questions.size() < 2);
    CHECK_THAT(desk.err.str(), Catch::Contains("not approved, so not sent: secret keychain:main of provider \"foreign\" may be sent to https://evil.example"));
    desk.decide({true, {}}, next, next, before); // a repeated import was chosen, too
    CHECK(desk.isApproved(before));
}

TEST_CASE("key approve adopts nothing from a configuration that was never in use")
{
    config::Settings settings = settingsAt("one", "https://one.example/v1");
    settings.providers.push_back(settingsAt("two", "https://two.example/v1", "env:TWO").providers.front());
    ApprovalDesk desk;
    const auto run = [&](const app::KeyApproveRequest& order) { return app::approveKeys(order, settings, types(), desk.folder.path(), {}, desk.out, desk.err); };
    CHECK_THAT(app::waitingList(settings, types(), desk.folder.path()), Catch::Contains("https://one.example") && Catch::Contains("https://two.example"));
    CHECK(run({}) == 1); // no answer
    CHECK_FALSE(desk.isApproved(settingsAt("one", "https://one.example/v1")));
    CHECK(run({"one", false}) == 0);
    CHECK(desk.isApproved(settingsAt("one", "https://one.example/v1")));
    CHECK_FALSE(desk.isApproved(settings));
    CHECK_THAT(desk.out.str() + desk.err.str(), !Catch::Contains("approved: secret env:TWO") && !Catch::Contains("earlier version"));
}

TEST_CASE("key approve accepts either name of two providers with one secret and address")
{
    config::Settings settings = settingsAt("one", "https://one.example/v1");
    settings.providers.push_back(settingsAt("two", "https://one.example/v2").providers.front());
    ApprovalDesk desk;
    CHECK(app::approveKeys({"two", false}, settings, types(), desk.folder.path(), {}, desk.out, desk.err) == 0);
    CHECK(desk.isApproved(settings));
}

TEST_CASE("names a damaged approval list, keeps it until an approval and then as a copy")
{
    const config::Settings settings = settingsAt("up", "https://up.example/v1");
    ApprovalDesk desk;
    const host::ApprovalFile list(desk.folder.path());
    const QByteArray damaged = GENERATE("", "null", "[]", "{\"version\": 1, \"approved\": [{\"sec");
    const auto contentOf = [](const QString& path) {
        QFile file(path);
        REQUIRE(file.open(QIODevice::ReadOnly));
        return file.readAll();
    };
    {
        QFile file(list.path());
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(damaged);
    }
    const auto approve = [&](bool isOfAll) { return app::approveKeys({{}, isOfAll}, settings, types(), desk.folder.path(), {}, desk.out, desk.err); };
    CHECK(approve(false) == 1);
    CHECK_THAT(desk.err.str(), Catch::Contains(list.path().toStdString() + " cannot be read") && Catch::Contains("signalboxd key approve"));
    desk.decide({}, {}, settings);
    CHECK(contentOf(list.path()) == damaged);
    CHECK_FALSE(QFile::exists(list.damagedCopy()));
    CHECK(approve(true) == 0);
    CHECK(desk.isApproved(settings));
    CHECK(contentOf(list.damagedCopy()) == damaged);
}

TEST_CASE("with an approval list nothing from before a command counts as in use")
{
    ApprovalDesk desk;
    desk.decide({}, {}, settingsAt("up", "https://evil.example/v1"));
    desk.decide({}, settingsAt("up", "https://evil.example/v1"), settingsAt("up", "https://evil.example/v1"));
    CHECK_FALSE(desk.isApproved(settingsAt("up", "https://evil.example/v1")));
    desk.decide({}, settingsAt("up", "https://evil.example/v1"), settingsAt("other", "https://api.deepseek.com/v1"));
    CHECK_FALSE(desk.isApproved(settingsAt("up", "https://evil.example/v1")));
}

TEST_CASE("key approve asks for each secret or takes a provider or all")
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
    CHECK_THAT(desk.out.str(), Catch::Contains("approved: secret keychain:main of provider \"one\" may be sent to https://one.example") && !Catch::Contains("two"));
    CHECK(run({}, desk.answering(false)) == 1);
    CHECK(desk.questions.size() == 1);
    CHECK_THAT(desk.questions.front(), Catch::Contains("https://two.example") && !Catch::Contains("\x1b"));
    CHECK(run({{}, true}, {}) == 0);
    CHECK(run({}, {}) == 0);
    CHECK_THAT(desk.out.str(), Catch::Contains("No secret waits"));
    CHECK(app::waitingList(settings, types(), desk.folder.path()).empty());
}
