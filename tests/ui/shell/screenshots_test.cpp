#include "catch.h"
#include "sample_day.h"

#include "ui/look/theme.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
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
    int grouping = 0; ///< of what is under way
};

} // namespace

// Kept as test output, to be looked at. The scale is that of the platform
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
    shell::MainWindow window({{day.model, day.gateway, day.clock}, {}, {}});
    window.resize(row.width, row.height);
    window.show();
    REQUIRE(QTest::qWaitForWindowExposed(&window));
    if (row.grouping > 0) {
        window.findChild<QComboBox*>(QStringLiteral("inFlightGrouping"))->setCurrentIndex(row.grouping);
        for (int second = 0; second < 3; ++second)
            day.pass(std::chrono::seconds{1}, 4000, 120, 30);
        QTest::qWait(300); // it is shown four times a second at most
    }
    QCoreApplication::processEvents();
    const QPixmap picture = window.grab();
    CHECK(picture.devicePixelRatio() == Approx(window.devicePixelRatioF()));
    const QString file = QStringLiteral("%1/%2@%3x.png").arg(shotsFolder(), QString::fromLatin1(row.name)).arg(window.devicePixelRatioF());
    CHECK(picture.save(file));
    window.hide();
    look::applyScheme(*qApp, look::Scheme::Light);
}
