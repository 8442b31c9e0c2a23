#include "catch.h"
#include "fake_gateway.h"
#include "fake_tools.h"
#include "manual_clock.h"
#include "records.h"
#include "test_language.h"

#include "gateway/clients/base_address.h"
#include "ui/models/clients/tool_list_model.h"
#include "ui/models/formatter.h"
#include "ui/models/roles.h"

using gateway::clients::ClientEntry;
using gateway::clients::ClientKind;
using gateway::clients::ClientState;
using gateway::clients::Drift;
using ui::models::ConsumerUse;
using ui::models::ToolStage;
using namespace std::chrono_literals;

namespace {

constexpr auto kBase = "http://127.0.0.1:8080";

} // namespace

TEST_CASE("a client is verified only after an answered request")
{
    const gateway::WallTime setUpAt = ManualClock{}.wallNow();
    struct Row {
        const char* name;
        ClientKind kind;
        bool isInstalled;
        bool pointsHere;
        bool isSetUp;
        Drift drift;
        std::optional<gateway::WallTime> seen;
        ToolStage stage;
        const char* base = kBase; ///< the gateway's current address
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"not here", ClientKind::File, false, false, false, Drift::NotSetUp, {}, ToolStage::NotFound},
        {"found", ClientKind::File, true, false, false, Drift::NotSetUp, {}, ToolStage::NotSetUp},
        {"points here already", ClientKind::File, true, true, false, Drift::NotSetUp, {}, ToolStage::Elsewhere},
        {"written", ClientKind::File, true, true, true, Drift::None, {}, ToolStage::Waiting},
        {"a request before it", ClientKind::File, true, true, true, Drift::None, setUpAt - 1s, ToolStage::Waiting},
        {"a request after it", ClientKind::File, true, true, true, Drift::None, setUpAt + 1s, ToolStage::Verified},
        {"other lines changed", ClientKind::File, true, true, true, Drift::Elsewhere, setUpAt + 1s, ToolStage::Verified},
        {"our lines changed", ClientKind::File, true, false, true, Drift::Ours, setUpAt + 1s, ToolStage::Changed},
        {"the file is missing", ClientKind::File, true, false, true, Drift::Gone, {}, ToolStage::Changed},
        {"unreadable", ClientKind::File, true, false, true, Drift::Unreadable, {}, ToolStage::Unreadable},
        {"manual", ClientKind::Guided, true, false, false, Drift::NotSetUp, {}, ToolStage::ByHand},
        {"manual and verified", ClientKind::Guided, true, false, false, Drift::NotSetUp, setUpAt, ToolStage::Verified},
        {"written for another port", ClientKind::File, true, false, true, Drift::None, {}, ToolStage::OtherAddress, "http://127.0.0.1:9090"},
        {"written for another port and used there", ClientKind::File, true, false, true, Drift::Elsewhere, setUpAt + 1s, ToolStage::OtherAddress, "http://127.0.0.1:9090"},
        {"written for another port and changed since", ClientKind::File, true, false, true, Drift::Ours, {}, ToolStage::Changed, "http://127.0.0.1:9090"},
        {"by another name of this machine", ClientKind::File, true, true, true, Drift::None, {}, ToolStage::Waiting, "http://localhost:8080"},
        {"the gateway does not listen", ClientKind::File, true, false, true, Drift::None, {}, ToolStage::Waiting, ""},
        {"manual for another port", ClientKind::Guided, true, false, true, Drift::None, {}, ToolStage::OtherAddress, "http://127.0.0.1:9090"},
        {"manual for another port and used", ClientKind::Guided, true, false, true, Drift::None, setUpAt + 1s, ToolStage::Verified, "http://127.0.0.1:9090"},
        {"cannot", ClientKind::Cannot, true, false, false, Drift::NotSetUp, {}, ToolStage::Cannot},
    }));
    CAPTURE(row.name);
    ClientEntry entry;
    entry.kind = row.kind;
    ClientState state;
    state.isInstalled = row.isInstalled;
    state.pointsHere = row.pointsHere;
    state.isSetUp = row.isSetUp;
    state.drift = row.drift;
    state.setUpAt = ui::models::Formatter::local(setUpAt);
    state.base = kBase;
    state.misses = gateway::clients::missesBase(kBase, row.base);
    CHECK(ui::models::stageOf(entry, state, {true, row.seen, {}, row.seen}) == row.stage);
    // A request that was refused reaches the gateway, but does not prove that the set-up works.
    const ToolStage unproven = row.stage != ToolStage::Verified ? row.stage : !row.isSetUp ? ToolStage::ByHand : state.misses ? ToolStage::OtherAddress : ToolStage::Waiting;
    CHECK(ui::models::stageOf(entry, state, {true, row.seen, {}}) == unproven);
    state.failure = "403 model_not_allowed";
    CHECK(ui::models::stageOf(entry, state, {true, row.seen, {}}) == unproven);
    state.failure.clear();
    state.isKeyRefused = row.isSetUp;
    const bool isAsWritten = row.drift == Drift::None || row.drift == Drift::Elsewhere;
    CHECK(ui::models::stageOf(entry, state, {true, row.seen, {}, row.seen}) == (isAsWritten ? ToolStage::Refused : row.stage));
}

TEST_CASE("does not call a client without a configuration file written")
{
    const Language language("en");
    ManualClock clock;
    FakeTools tools;
    for (const char* const id : {"cline", "jetbrains", "copilot-cli"}) {
        CAPTURE(id);
        tools.setUpAt(id, ui::models::Formatter::local(clock.wallNow()));
        const ui::models::Tool tool{tools.catalog()->find(id), tools.state(id), ToolStage::Waiting, {}};
        CHECK(ui::models::ToolText::secondLine(tool, clock.wallNow()) == QStringLiteral("has a key; set it up manually"));
        for (const auto wait : {0min, 11min}) {
            const QString words = ui::models::ToolText::sentence(tool, clock.wallNow() + wait);
            CHECK(words.contains(QStringLiteral("no file was written")));
            CHECK(words.contains(QStringLiteral("Follow the steps")));
        }
    }
}

TEST_CASE("reports what a request after setup came to that was not answered")
{
    struct Row {
        const char* failure;
        bool isSeen;
        const char* model;
        const char* second;
        const char* sentence;
    };
    const auto row = GENERATE(values<Row>({
        {"503 gateway_paused", true, "m", "reached Signalbox, not answered: paused", "Its request reached Signalbox and was refused because the gateway was paused. Resume the gateway, then use the client again."},
        {"503 no_usable_key", true, "", "reached Signalbox, not answered: no usable key", "Its request reached Signalbox but was not answered: no usable key. See Requests for details."},
        {"403 consumer_not_allowed", true, "m", "reached Signalbox, not answered: not allowed", "Its request for m reached Signalbox but was not answered: not allowed. See Requests for details."},
        {"", true, "", "reached Signalbox, not answered yet", "Its requests reach Signalbox, but none has been answered yet. Use the client once; its first answer verifies the setup."},
        {"", false, "", "set up, waiting for the first request", "The settings are written. Use the client once; its first answer verifies the setup."},
    }));
    CAPTURE(row.failure, row.isSeen);
    const Language language("en");
    ManualClock clock;
    FakeTools tools;
    tools.setUpAt("zed", ui::models::Formatter::local(clock.wallNow()));
    ui::models::Tool tool{tools.catalog()->find("zed"), tools.state("zed"), ToolStage::Waiting, {}};
    tool.state.failure = row.failure;
    tool.state.failedModel = row.model;
    if (row.isSeen)
        tool.use = {true, clock.wallNow() + 1s, {}};
    CHECK(ui::models::ToolText::secondLine(tool, clock.wallNow()).toStdString() == row.second);
    CHECK(ui::models::ToolText::sentence(tool, clock.wallNow()).toStdString() == row.sentence);
}

TEST_CASE("a client's status says what it waits for and when its first request arrived")
{
    const Language language("en");
    ManualClock clock;
    FakeTools tools;
    tools.setUpAt("zed", ui::models::Formatter::local(clock.wallNow()));
    ui::models::Tool tool{tools.catalog()->find("zed"), tools.state("zed"), ToolStage::Waiting, {}};
    CHECK(ui::models::ToolText::secondLine(tool, clock.wallNow()) == QStringLiteral("set up, waiting for the first request"));
    CHECK(ui::models::ToolText::sentence(tool, clock.wallNow()).contains(QStringLiteral("Use the client once")));
    tool.state.conflicts = {{gateway::clients::Conflict::Kind::WholeFile, "", std::string("~/work/.env")}};
    const QString later = ui::models::ToolText::sentence(tool, clock.wallNow() + 11min);
    CHECK(later.contains(QStringLiteral("no request has arrived yet")));
    CHECK(later.contains(QStringLiteral("The client reads ~/work/.env instead of this file.")));
    tool.state.firstSeenAt = ui::models::Formatter::local(clock.wallNow() + 1min);
    tool.state.firstModel = "qwen-turbo";
    CHECK(ui::models::stageOf(*tool.entry, tool.state, {}) == ToolStage::Verified); // also when the ledger no longer contains it
    tool.stage = ToolStage::Verified;
    CHECK(ui::models::ToolText::sentence(tool, clock.wallNow()).startsWith(QStringLiteral("It works: first request received at ")));
    CHECK(ui::models::ToolText::sentence(tool, clock.wallNow()).endsWith(QStringLiteral("(qwen-turbo).")));
    CHECK(ui::models::ToolText::secondLine(tool, clock.wallNow()).startsWith(QStringLiteral("first request: ")));
}

TEST_CASE("lists installed clients first and marks one verified after a request")
{
    const Language language("en");
    ManualClock clock;
    FakeFor<ui::models::ConsumerActivity::Access> gateway;
    FakeTools tools;
    ui::models::ConsumerActivity activity(gateway, clock);
    ui::models::ToolListModel model(activity, clock);
    tools.install("continue", "~/.continue");
    tools.install("cursor", "~/.config/Cursor");
    tools.setUpAt("zed", ui::models::Formatter::local(clock.wallNow()));
    model.setTools(tools.catalog(), tools.statesFor(kBase));
    const auto cell = [&](const char* id, int column, int role = Qt::DisplayRole) {
        return model.index(model.rowOf(QString::fromLatin1(id)), column).data(role).toString().toStdString();
    };
    CHECK(model.rowCount() == static_cast<int>(tools.catalog()->entries().size()));
    CHECK(model.rowOf(QStringLiteral("continue")) == 0);
    CHECK(model.rowOf(QStringLiteral("zed")) == 1);
    CHECK(model.rowOf(QStringLiteral("cursor")) < model.rowOf(QStringLiteral("codex")));
    CHECK(model.usedCount() == 1);
    CHECK(model.foundCount() == 1); // Cursor cannot be set up
    CHECK(cell("continue", 0, ui::models::SecondLineRole) == "found: ~/.continue");
    CHECK(cell("continue", 1) == "not set up");
    CHECK(cell("cursor", 1) == "not supported");
    CHECK(cell("zed", 1) == "waiting");
    CHECK(cell("zed", 0, ui::models::SetUpRole) == "true");
    CHECK(cell("continue", 0, ui::models::SetUpRole) == "false");
    auto record = directRecord(clock.wallNow() + 1s);
    record.consumer = tools.catalog()->find("zed")->consumer;
    auto refused = record;
    refused.outcome = gateway::usage::Outcome::Failed;
    refused.errorCode = "gateway_paused";
    refused.provider.clear();
    gateway.finish(refused);
    CHECK(cell("zed", 1) == "waiting");
    CHECK(cell("zed", 0, ui::models::SecondLineRole) == "reached Signalbox, not answered yet");
    gateway.finish(record);
    CHECK(cell("zed", 1) == "verified");
    CHECK(cell("zed", 1, ui::models::StatusRole) == "ok");
    model.setTools(tools.catalog(), tools.statesFor("http://127.0.0.1:9090"));
    CHECK(cell("zed", 1) == "other address");
    CHECK(cell("zed", 0, ui::models::SecondLineRole) == "set up for 127.0.0.1:8080");
}
