#include "catch.h"
#include "controls.h"
#include "fake_gateway.h"

#include "ui/wizard/gateway_step.h"

#include <QLabel>
#include <QTest>

using ui::wizard::GatewayStep;

TEST_CASE("shows every address of the gateway in full in the first run")
{
    FakeFor<GatewayStep::Access> gateway;
    gateway.setRunning();
    gateway.m_status.urls = {"http://127.0.0.1:8080", "http://[::1]:8080", "https://127.0.0.1:8443", "https://[::1]:8443", "http://signalbox.example.internal:8080"};
    GatewayStep step(gateway);
    step.enter();
    const int width = GENERATE(420, 620);
    CAPTURE(width);
    REQUIRE(step.hasHeightForWidth());
    step.show();
    REQUIRE(QTest::qWaitForWindowExposed(&step));
    settleEvents();
    step.resize(width, step.heightForWidth(width)); // as high as the dialog makes it
    settleEvents();
    const auto& urls = control<QLabel>(step, "gatewayUrls");
    CHECK(urls.isVisible());
    for (const std::string& url : gateway.m_status.urls) CHECK(urls.text().contains(QString::fromStdString(url)));
    CHECK(urls.height() >= urls.heightForWidth(urls.width()));
}
