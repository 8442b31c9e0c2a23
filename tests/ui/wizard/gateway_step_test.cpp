#include "catch.h"
#include "controls.h"
#include "fake_gateway.h"
#include "manual_clock.h"

#include "ui/models/gateway_model.h"
#include "ui/wizard/first_run_dialog.h"

#include <QLabel>
#include <QTemporaryDir>
#include <QTest>

using namespace ui;
using wizard::FirstRunDialog;

TEST_CASE("shows every address of the gateway in full in the first run")
{
    ManualClock clock;
    FakeGateway gateway;
    models::GatewayModel model{clock};
    const QTemporaryDir folder;
    gateway.setRunning();
    model.attach(gateway);
    gateway.m_status.urls = {"http://127.0.0.1:8080", "http://[::1]:8080", "https://127.0.0.1:8443", "https://[::1]:8443", "http://signalbox.example.internal:8080"};
    FirstRunDialog dialog({model, gateway, folder.filePath(QStringLiteral("window.ini")), nullptr});
    dialog.showStep(FirstRunDialog::Gateway);
    dialog.show();
    REQUIRE(QTest::qWaitForWindowExposed(&dialog));
    settleEvents();
    const auto& urls = control<QLabel>(dialog, "gatewayUrls");
    CHECK(urls.isVisible());
    for (const std::string& url : gateway.m_status.urls) CHECK(urls.text().contains(QString::fromStdString(url)));
    CHECK(urls.height() >= urls.heightForWidth(urls.width()));
}
