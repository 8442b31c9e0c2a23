#include "catch.h"
#include "outlast.h"
#include "sample_day.h"
#include "sample_ledger.h"

#include "ui/look/theme.h"
#include "ui/shell/appearance/language.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace ui;

namespace {

QString shotsFolder()
{
    QString folder = qEnvironmentVariable("SIGNALBOX_SHOTS");
    if (folder.isEmpty())
        folder = QCoreApplication::applicationDirPath() + QStringLiteral("/../shots");
    QDir().mkpath(folder);
    return folder;
}

struct Row {
    const char* name;
    look::Scheme scheme;
    const char* language;
    int width;
    int height;
    int grouping = 0; ///< of requests in progress
};

} // namespace

// Kept as test output for inspection. The scale is that of the platform
// (QT_SCALE_FACTOR); see tests/ui/CMakeLists.txt.
TEST_CASE("pictures of the window")
{
    const auto row = GENERATE(values<Row>({
        {"overview-light", look::Scheme::Light, "en", 1280, 800},
        {"overview-dark", look::Scheme::Dark, "en", 1280, 800},
        {"overview-narrow", look::Scheme::Light, "en", 900, 600},
        {"overview-zh-dark", look::Scheme::Dark, "zh_CN", 1280, 800},
        {"overview-rates-light", look::Scheme::Light, "en", 1280, 800, 1},
        {"overview-rates-zh-dark", look::Scheme::Dark, "zh_CN", 1280, 800, 2},
    }));
    CAPTURE(row.name);
    look::applyScheme(*qApp, row.scheme);
    shell::Language language(*qApp);
    language.setChoice(QString::fromLatin1(row.language));
    SampleDay day;
    const QTemporaryDir folder;
    day.gateway.ledgerFile = folder.filePath(QStringLiteral("ledger.sqlite"));
    SampleLedger::write(day.gateway.ledgerFile, SampleLedger::requests(day.clock.wallNow(), 1));
    gateway::usage::Price price;
    price.terms.currency = gateway::Currency::Cny;
    price.terms.input = 2;
    price.terms.cachedInput = 0.2;
    for (const auto& model : {std::pair("deepseek", "deepseek-chat"), std::pair("qwen", "qwen-plus")})
        day.gateway.prices[{model.first, model.second}] = price;
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(row.width, row.height);
    window.show();
    REQUIRE(QTest::qWaitForWindowExposed(&window));
    const auto* clients = window.findChild<QWidget*>(QStringLiteral("clientsSeen"));
    REQUIRE(clients);
    if (row.width > 1000) // wait for the ledger
        REQUIRE(QTest::qWaitFor([clients] { return clients->isVisible(); }, 20000));
    if (row.grouping > 0) {
        window.findChild<QComboBox*>(QStringLiteral("inFlightGrouping"))->setCurrentIndex(row.grouping);
        for (int second = 0; second < 3; ++second)
            day.pass(std::chrono::seconds{1}, 4000, 120, 30);
        outlast(std::chrono::milliseconds{300}); // it is updated at most four times a second
    }
    QCoreApplication::processEvents();
    const QPixmap picture = window.grab();
    CHECK(picture.devicePixelRatio() == Approx(window.devicePixelRatioF()));
    const QString file = QStringLiteral("%1/%2@%3x.png").arg(shotsFolder(), QString::fromLatin1(row.name)).arg(window.devicePixelRatioF());
    CHECK(picture.save(file));
    window.hide();
    look::applyScheme(*qApp, look::Scheme::Light);
}
