#include "help_picture.h"
#include "pictures.h"
#include "sample_day.h"

#include "gateway/evaluation/runs/run_file.h"
#include "ui/pages/evaluate/evaluate_page.h"
#include "ui/pages/evaluate/rows_view.h"
#include "ui/shell/main_window.h"

#include <QPushButton>
#include <QTemporaryDir>

#include <random>

using namespace ui;
using namespace gateway::evaluation;
using pages::EvaluatePage;

namespace {

constexpr int kPictureWait_ms = 30'000;
constexpr std::size_t kPictureRows = 60;

struct Candidate {
    const char* name;
    double accuracy;
    std::int64_t cost; ///< of an answer, in millionths of a dollar
    int latency_ms;
};
const std::vector<Candidate> kCandidates{
    {"openai/gpt-4o", 0.93, 4100, 2100}, {"deepseek/deepseek-chat", 0.88, 390, 3400}, {"qwen/qwen-plus", 0.83, 160, 2600}, {"openai/gpt-4o-mini", 0.8, 210, 900}, {"ollama/qwen3", 0.7, 0, 7200},
};

constexpr const char* kQuestions[] = {"Do I get my money back if I cancel the annual plan?", "Can I get an invoice for May?", "Why was I charged twice?", "能开增值税专用发票吗？",
    "My parcel never arrived.", "How do I change the e-mail address of my account?"};
constexpr const char* kTags[] = {"refund", "billing", "billing", "中文", "shipping", "account"};

void addRun(const QString& dataDir, const char* id, const char* name, std::size_t targets, gateway::WallTime startedAt, RunState state, std::size_t answered = kPictureRows)
{
    RunPlan plan;
    plan.id = id;
    plan.name = name;
    plan.startedAt = startedAt;
    plan.datasetPath = dataDir + QStringLiteral("/support.jsonl");
    plan.datasetSha256 = "9f2c";
    plan.rows = kPictureRows;
    for (std::size_t i = 0; i < targets; ++i) plan.targets.emplace_back(kCandidates[i].name);
    auto run = RunFile::create(dataDir, plan);
    REQUIRE(run);
    std::vector<RunFile::RowFacts> facts;
    for (std::size_t row = 0; row < kPictureRows; ++row) {
        const std::size_t kind = row % std::size(kQuestions);
        facts.push_back({'q' + std::to_string(row), {kTags[kind]}, kQuestions[kind], "Yes, in full. An annual plan is refunded within 30 days of purchase."});
    }
    REQUIRE(run->addRows(facts));
    std::mt19937 random(7);
    for (std::size_t row = 0; row < answered; ++row)
        for (std::size_t target = 0; target < targets; ++target) {
            const Candidate& candidate = kCandidates[target];
            const bool isRight = std::uniform_real_distribution<double>()(random) < candidate.accuracy;
            RunAnswer answer;
            answer.key = {row, target, 0};
            answer.text = isRight ? "Yes. An annual plan can be refunded in full within 30 days of purchase.\nOpen Billing, then Plan, and choose Request refund."
                                  : "Yes. An annual plan can be refunded within 14 days of purchase.\nOpen Settings, then Subscription, and confirm by e-mail.";
            answer.endedAt = startedAt;
            answer.latency = gateway::Milliseconds{candidate.latency_ms + static_cast<int>(random() % 300)};
            answer.exchange = std::string(id) + '-' + std::to_string(row) + '-' + std::to_string(target);
            answer.cost = gateway::Money{plan.currency, candidate.cost * 1'000'000};
            answer.score = isRight ? 1.0 : 0.0;
            answer.checks = {{{"type", "contains"}, {"score", isRight ? 1 : 0}, {"reason", ""}}, {{"type", "max_tokens"}, {"score", 1}, {"reason", ""}}};
            REQUIRE(run->record(answer));
        }
    REQUIRE(run->setState(state, state == RunState::Stopped ? RunStopReason::Cost : RunStopReason::None, startedAt));
}

/// The window on its Evaluate page, with three runs.
struct EvaluateDay {
    QTemporaryDir folder;
    SampleDay day;
    std::unique_ptr<shell::MainWindow> window;
    EvaluatePage* page = nullptr;

    explicit EvaluateDay(QSize size, bool hasRuns = true)
    {
        day.gateway.dataFolder = folder.path();
        if (hasRuns) {
            const auto now = day.clock.wallNow();
            addRun(folder.path(), "01A", "october", 4, now - std::chrono::hours(24 * 30), RunState::Finished);
            addRun(folder.path(), "01B", "nightly", 3, now - std::chrono::hours(20), RunState::Stopped, 41);
            addRun(folder.path(), "01C", "november", 5, now - std::chrono::hours(1), RunState::Finished);
        }
        window = std::make_unique<shell::MainWindow>(shell::MainWindow::Parts{{day.model, day.gateway, day.clock}, {}, {}});
        window->resize(size);
        window->showPage(QStringLiteral("evaluate"));
        window->show();
        page = qobject_cast<EvaluatePage*>(window->page(QStringLiteral("evaluate")));
        REQUIRE(page);
        REQUIRE(QTest::qWaitFor([&] { return page->runs().isRead() && (!hasRuns || (page->runs().find("01C") && page->runs().find("01C")->summary && page->runs().find("01A")->summary)); }, kPictureWait_ms));
        settleEvents();
    }

    void showRun()
    {
        page->showRun("01C");
        REQUIRE(QTest::qWaitFor([this] { return page->results().results() != nullptr; }, kPictureWait_ms));
        settleEvents();
    }
    void showRows()
    {
        showRun();
        control<QPushButton>(*page, "compareRows").click();
        auto& view = control<pages::RowsView>(*page, "rowsView");
        REQUIRE(QTest::qWaitFor([&] { return view.rows().detail().has_value(); }, kPictureWait_ms));
        settleEvents();
    }
};

} // namespace

TEST_CASE("pictures of evaluations")
{
    struct Row {
        const char* name;
        look::Scheme scheme;
        const char* language;
        QSize size;
    };
    const auto row = GENERATE(values<Row>({
        {"light", look::Scheme::Light, "en", {1280, 800}},
        {"zh-dark", look::Scheme::Dark, "zh_CN", {1280, 800}},
        {"narrow", look::Scheme::Light, "en", {720, 560}},
    }));
    CAPTURE(row.name);
    const Setting setting(row.scheme, row.language);
    EvaluateDay shown(row.size);
    const auto keepAs = [&](const char* view) { keep(*shown.window, ("evaluate-" + std::string(view) + '-' + row.name).c_str()); };
    keepAs("list");
    shown.showRun();
    keepAs("run");
    shown.showRows();
    keepAs("rows");
    shown.page->newRun(QString());
    settleEvents();
    keepAs("new");
    CHECK(shown.window->width() == row.size.width()); // no view has made it wider
}

TEST_CASE("a picture of the Evaluate page without runs")
{
    const Setting setting(look::Scheme::Light, "en");
    EvaluateDay shown({1280, 800}, false);
    keep(*shown.window, "evaluate-empty-light");
}

TEST_CASE("pictures of the help about evaluations", "[.write-help]")
{
    const auto* const language = GENERATE("en", "zh_CN");
    const Setting setting(look::Scheme::Light, language);
    EvaluateDay shown({900, 640});
    shown.showRun();
    CHECK(keepForHelp(*shown.window, QStringLiteral(SIGNALBOX_HELP "/%1/evaluate.png").arg(QLatin1String(language))));
}
