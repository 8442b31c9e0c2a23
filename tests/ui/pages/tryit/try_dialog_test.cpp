#include "catch.h"
#include "controls.h"
#include "fake_gateway.h"
#include "manual_clock.h"
#include "records.h"
#include "stream_server.h"
#include "test_language.h"

#include "ui/models/gateway_model.h"
#include "ui/pages/tryit/try_dialog.h"
#include "ui/widgets/status_label.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace ui;

namespace {

const QByteArray kModels = R"({"object":"list","data":[{"id":"qwen/qwen-max"},{"id":"deepseek-chat"},{"id":"qwen/qwen-max"}]})";

struct TryWorld {
    Language language{"en"};
    StreamServer server;
    ManualClock clock;
    FakeFor<ui::models::GatewayModel::Access> gateway;
    models::GatewayModel model{clock};
    std::unique_ptr<pages::TryDialog> dialog;

    TryWorld()
    {
        gateway.addProvider("qwen");
        gateway.setRunning();
        gateway.m_status.urls = {"http://127.0.0.1:" + std::to_string(server.base().port())};
        model.attach(gateway);
        server.answer("GET /v1/models", StreamServer::whole("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n", kModels));
    }
    void open()
    {
        dialog = std::make_unique<pages::TryDialog>(model, gateway);
        dialog->show();
        REQUIRE(QTest::qWaitForWindowActive(dialog.get()));
    }
    void type(const char* text)
    {
        auto& message = control<QPlainTextEdit>(*dialog, "tryMessage");
        message.setFocus();
        QTest::keyClicks(&message, QString::fromUtf8(text));
        QTest::keyClick(&message, Qt::Key_Return);
    }
    widgets::StatusLabel& state() { return *dialog->findChildren<widgets::StatusLabel*>(QStringLiteral("tryState")).last(); }
    QString figures() { return dialog->findChildren<QLabel*>(QStringLiteral("tryFigures")).last()->text(); }
    QString answer() { return dialog->findChildren<QLabel*>(QStringLiteral("tryAnswer")).last()->text(); }
    QString answerRead() { return dialog->findChildren<QLabel*>(QStringLiteral("tryAnswer")).last()->accessibleDescription(); }
    bool ends(look::Status status)
    {
        return QTest::qWaitFor([&] { return state().status() == status; });
    }
};

} // namespace

TEST_CASE("a long model name does not widen the panel")
{
    TryWorld world;
    world.open();
    const int width = world.dialog->width();
    control<QComboBox>(*world.dialog, "tryModel").addItem(QString(300, QLatin1Char('m')));
    settleEvents();
    CHECK(world.dialog->width() == width);
    CHECK(world.dialog->minimumSizeHint().width() <= width);
}

TEST_CASE("a chosen model leads to the message, which Enter sends")
{
    TryWorld world;
    world.open();
    auto& models = control<QComboBox>(*world.dialog, "tryModel");
    auto& message = control<QPlainTextEdit>(*world.dialog, "tryMessage");
    REQUIRE(QTest::qWaitFor([&] { return models.findText(QStringLiteral("deepseek-chat")) >= 0; }));
    models.setFocus();
    const auto open = [&] {
        models.showPopup();
        models.view()->setCurrentIndex(models.model()->index(models.findText(QStringLiteral("deepseek-chat")), 0));
    };
    SECTION("by mouse")
    {
        open();
        const QRect row = models.view()->visualRect(models.view()->currentIndex());
        QTest::mouseMove(models.view()->viewport(), row.center());
        QTest::mouseClick(models.view()->viewport(), Qt::LeftButton, {}, row.center(), QApplication::doubleClickInterval()); // later than the press that opened the list
    }
    SECTION("by Enter in the list")
    {
        open();
        QTest::keyClick(models.view(), Qt::Key_Return);
    }
    SECTION("by typing its name")
    {
        models.setCurrentText(QString());
        QTest::keyClicks(&models, QStringLiteral("deepseek-chat"));
        QTest::keyClick(&models, Qt::Key_Return);
    }
    CHECK(models.currentText() == QStringLiteral("deepseek-chat"));
    REQUIRE(world.dialog->focusWidget() == &message);

    world.server.answer("POST /v1/chat/completions", StreamServer::kHead + StreamServer::delta("Hi.") + StreamServer::kEnd);
    QTest::keyClicks(world.dialog->focusWidget(), QStringLiteral("Hello"));
    QTest::keyClick(world.dialog->focusWidget(), Qt::Key_Return);
    REQUIRE(world.ends(look::Status::Ok));
    CHECK(world.server.lastRequest().contains("\"model\":\"deepseek-chat\""));
}

TEST_CASE("the focus stays in the model field while no model is chosen")
{
    TryWorld world;
    world.open();
    auto& models = control<QComboBox>(*world.dialog, "tryModel");
    models.setFocus();
    const QString before = models.currentText();
    SECTION("the arrow keys go through the models")
    {
        QTest::keyClick(&models, Qt::Key_Down);
        CHECK(models.currentText() != before);
    }
    SECTION("Escape closes the list")
    {
        models.showPopup();
        QTest::keyClick(models.view(), Qt::Key_Escape);
        settleEvents();
        CHECK(models.currentText() == before);
        QTest::keyClick(&models, Qt::Key_Down);
    }
    CHECK(world.dialog->focusWidget() == &models);
}

TEST_CASE("shows provider and cost for each answer of a chat")
{
    TryWorld world;
    world.open();
    auto& models = control<QComboBox>(*world.dialog, "tryModel");
    REQUIRE(QTest::qWaitFor([&] { return models.findText(QStringLiteral("deepseek-chat")) >= 0; }));
    CHECK(world.server.lastRequest().toLower().contains("\r\nauthorization: bearer sb-own\r\n")); // the model list needs it, too
    CHECK(models.currentText() == QStringLiteral("qwen/qwen-turbo")); // as before the list arrived
    CHECK(models.findText(QStringLiteral("demo")) >= 0);

    world.server.answer("POST /v1/chat/completions", StreamServer::kHead + StreamServer::delta("A signal box ") + StreamServer::delta("sets points.") + StreamServer::kEnd);
    world.type("What does it do?");
    REQUIRE(world.ends(look::Status::Ok));
    CHECK(world.answer() == QStringLiteral("A signal box sets points."));
    CHECK(world.answerRead() == QStringLiteral("A signal box sets points."));
    CHECK(world.state().reason() == QStringLiteral("Qwen (Alibaba) · qwen-turbo"));
    CHECK(world.figures().startsWith(QStringLiteral("route deepseek · 2 attempts · first token after ")));
    CHECK(world.figures().endsWith(QStringLiteral(" · tokens: 12 in, 34 out")));

    auto record = directRecord(world.clock.wallNow());
    record.id = "r-1"; // as in the response header
    record.cost = gateway::Money{gateway::Currency::Usd, 300'000'000};
    world.gateway.finish(record);
    CHECK(world.figures().endsWith(QStringLiteral("tokens: 12 in, 34 out · cost $0.0003")));
    {
        const Language chinese("zh_CN");
        settleEvents();
        CHECK(world.figures().contains(QStringLiteral("US$0.0003"))); // of the earlier answer as well
    }

    world.server.answer("POST /v1/chat/completions", StreamServer::kHead + StreamServer::delta("Yes.") + StreamServer::kEnd);
    world.type("Still?");
    REQUIRE(QTest::qWaitFor([&] { return world.answer() == QStringLiteral("Yes."); }));
    CHECK(world.server.lastRequest().contains("A signal box sets points.")); // the earlier messages are sent again
    CHECK(world.server.lastRequest().contains("\"role\":\"assistant\""));
    CHECK(world.server.lastRequest().toLower().contains("\r\nauthorization: bearer sb-own\r\n"));
}

TEST_CASE("explains a failed answer and leaves it out of the chat")
{
    TryWorld world;
    world.open();
    world.server.answer("POST /v1/chat/completions",
        StreamServer::whole("HTTP/1.1 503 Service Unavailable\r\nx-signalbox-error: no_usable_key\r\n",
            "{\"error\":{\"message\":\"deepseek has no key\",\"code\":\"no_usable_key\"}}"));
    world.type("Hello?");
    REQUIRE(world.ends(look::Status::Error));
    CHECK(world.state().word() == QStringLiteral("Failed: no usable key"));
    CHECK(world.answer() == QStringLiteral("deepseek has no key"));
    CHECK(world.answerRead() == QStringLiteral("deepseek has no key"));
    world.server.answer("POST /v1/chat/completions", StreamServer::kHead + StreamServer::delta("Hi.") + StreamServer::kEnd);
    world.type("And now?");
    REQUIRE(QTest::qWaitFor([&] { return world.answer() == QStringLiteral("Hi."); }));
    CHECK_FALSE(world.server.lastRequest().contains("Hello?"));
}

TEST_CASE("shows a remedy below an answer for a limit or a program error")
{
    struct Row {
        const char* head;
        const char* code;
        std::string remedy;
    };
    const std::string upstream = "The limit is the provider’s and can be changed in the account there. "
                                 "Another key on the Providers page or another target on the Routes page serves requests meanwhile.";
    const auto row = GENERATE_COPY(values<Row>({
        {"HTTP/1.1 429 Too Many Requests\r\nretry-after: 42\r\n", "upstream_rate_limited", "Try again in 42 s.\n" + upstream},
        {"HTTP/1.1 429 Too Many Requests\r\n", "upstream_rate_limited", upstream},
        {"HTTP/1.1 429 Too Many Requests\r\nretry-after: 180\r\n", "rate_limited",
            "Try again in 3 min.\nThe limit is one of the policies of this gateway. It can be changed on the Policies page."},
        {"HTTP/1.1 500 Internal Server Error\r\nx-signalbox-request-id: r-7\r\n", "internal_error",
            "It is on the Requests page, by its id r-7. For a report of it choose Copy diagnostics in the settings, under About."},
        {"HTTP/1.1 500 Internal Server Error\r\n", "internal_error", "For a report of it choose Copy diagnostics in the settings, under About."},
        {"HTTP/1.1 503 Service Unavailable\r\nretry-after: 30\r\n", "gateway_paused", ""},
    }));
    CAPTURE(row.head, row.code);
    TryWorld world;
    world.open();
    world.server.answer("POST /v1/chat/completions",
        StreamServer::whole((std::string(row.head) + "x-signalbox-error: " + row.code + "\r\n").c_str(), R"({"error":{"message":"No."}})"));
    world.type("Hello?");
    REQUIRE(world.ends(look::Status::Error));
    const auto* remedy = world.dialog->findChildren<QLabel*>(QStringLiteral("tryRemedy")).last();
    CHECK(remedy->text().toStdString() == row.remedy);
    CHECK(remedy->accessibleDescription() == remedy->text());
    CHECK(remedy->isVisible() == !row.remedy.empty());
}

TEST_CASE("stops an answer and starts a new chat by keyboard")
{
    TryWorld world;
    world.open();
    world.server.answer("POST /v1/chat/completions", StreamServer::kHead + StreamServer::delta("On and "), false);
    world.type("Go on");
    REQUIRE(QTest::qWaitFor([&] { return world.answer() == QStringLiteral("On and "); }));
    auto& stop = control<QPushButton>(*world.dialog, "tryStop");
    CHECK(stop.isVisible());
    CHECK_FALSE(control<QPushButton>(*world.dialog, "trySend").isEnabled());
    stop.setFocus();
    QTest::keyClick(&stop, Qt::Key_Space);
    CHECK(world.state().word() == QStringLiteral("Stopped"));
    CHECK_FALSE(stop.isVisible());
    auto& clear = control<QPushButton>(*world.dialog, "tryClear");
    clear.setFocus();
    QTest::keyClick(&clear, Qt::Key_Space);
    settleEvents();
    CHECK(world.dialog->findChildren<QLabel*>(QStringLiteral("tryAnswer")).isEmpty());
    CHECK(world.dialog->focusWidget() == &control(*world.dialog, "tryMessage"));
}

TEST_CASE("Escape stops the answer and then closes the dialog without losing the chat")
{
    TryWorld world;
    world.open();
    world.server.answer("POST /v1/chat/completions", StreamServer::kHead + StreamServer::delta("On and "), false);
    world.type("Go on");
    REQUIRE(QTest::qWaitFor([&] { return world.answer() == QStringLiteral("On and "); }));
    auto& message = control<QPlainTextEdit>(*world.dialog, "tryMessage");
    QTest::keyClicks(&message, QStringLiteral("half a question"));
    QTest::keyClick(&message, Qt::Key_Escape);
    CHECK(world.state().word() == QStringLiteral("Stopped"));
    CHECK(world.dialog->isVisible());
    QTest::keyClick(&message, Qt::Key_Escape);
    CHECK_FALSE(world.dialog->isVisible());
    world.dialog->show();
    REQUIRE(QTest::qWaitForWindowActive(world.dialog.get()));
    CHECK(world.answer() == QStringLiteral("On and "));
    CHECK(message.toPlainText() == QStringLiteral("half a question"));
    CHECK(world.dialog->focusWidget() == &message);
}

TEST_CASE("shows no cost for a request that reached no provider")
{
    TryWorld world;
    world.open();
    world.server.answer("POST /v1/chat/completions",
        StreamServer::whole("HTTP/1.1 404 Not Found\r\nx-signalbox-request-id: r-9\r\nx-signalbox-error: model_not_found\r\n", R"({"error":{"message":"No."}})"));
    world.type("Hello?");
    REQUIRE(world.ends(look::Status::Error));
    const bool isAsked = GENERATE(false, true);
    auto record = std::make_shared<gateway::usage::ExchangeRecord>();
    record->id = "r-9";
    record->provider = isAsked ? "qwen" : "";
    gateway::usage::LiveSnapshot live;
    live.finished = {record};
    Q_EMIT world.gateway.live(live);
    CHECK(world.figures().contains(QStringLiteral("cost unknown")) == isAsked);
    CHECK(world.figures().contains(QStringLiteral("cost")) == isAsked);
}

TEST_CASE("sends nothing while the gateway is not listening")
{
    TryWorld world;
    world.gateway.m_status.urls.clear();
    Q_EMIT world.gateway.statusChanged();
    world.open();
    CHECK_FALSE(control<QPushButton>(*world.dialog, "trySend").isEnabled());
    world.dialog->askAnything();
    CHECK(world.state().status() == look::Status::Error);
    CHECK(world.answer() == QStringLiteral("The gateway is not listening"));
}

TEST_CASE("explains in the window's language why a question was not sent")
{
    TryWorld world;
    world.gateway.m_status.urls.clear();
    Q_EMIT world.gateway.statusChanged();
    const Language language("zh_CN");
    world.open();
    world.dialog->askAnything();
    CHECK(world.state().word() == QStringLiteral("失败：无法连接"));
}
