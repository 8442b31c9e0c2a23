#pragma once

#include "catch.h"
#include "controls.h"
#include "fake_gateway.h"
#include "manual_clock.h"
#include "stream_server.h"
#include "test_language.h"

#include "ui/models/gateway_model.h"
#include "ui/widgets/status_label.h"
#include "ui/wizard/first_run_dialog.h"
#include "ui/wizard/hop_line.h"

#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <string>

/// What the dialog and the model use.
using FirstRunGateway = FakeOf<gateway::host::GatewayControl, gateway::host::Configuration, gateway::host::Secrets, gateway::host::Providers,
    gateway::host::Requests, gateway::host::Diagnosis>;

/// A first run with a listening gateway.
struct FirstRunWorld {
    Language language{"en"};
    ManualClock clock;
    FirstRunGateway gateway;
    ui::models::GatewayModel model{clock};
    QTemporaryDir folder;
    std::unique_ptr<ui::wizard::FirstRunDialog> dialog;
    bool hasTray = true;

    FirstRunWorld()
    {
        gateway.setRunning();
        model.attach(gateway);
    }
    QString stateFile() const { return folder.filePath(QStringLiteral("window.ini")); }
    ui::wizard::FirstRunMemory memory() const { return ui::wizard::FirstRunMemory(stateFile()); }
    void open(int step = -1, ui::models::Autostart* autostart = nullptr)
    {
        dialog = std::make_unique<ui::wizard::FirstRunDialog>(ui::wizard::FirstRunDialog::Parts{model, gateway, stateFile(), autostart, [this] { return hasTray; }});
        if (step >= 0) dialog->showStep(step);
        dialog->open();
        REQUIRE(QTest::qWaitForWindowActive(dialog.get()));
        settleEvents();
    }
    QPushButton& button(const char* name) const { return control<QPushButton>(*dialog, name); }
    ui::widgets::StatusLabel& status(const char* name) const { return control<ui::widgets::StatusLabel>(*dialog, name); }
    std::string text(const char* name) const { return textOf(*dialog, name); }
    ui::look::Status hop(ui::wizard::Hop one) const { return control<ui::wizard::HopLine>(*dialog, "hops").state(one); }
    void key(Qt::Key which) const
    {
        QTest::keyClick(dialog->focusWidget(), which);
        settleEvents();
    }
    void listenAt(const StreamServer& server)
    {
        gateway.m_status.urls = {"http://127.0.0.1:" + std::to_string(server.base().port())};
        Q_EMIT gateway.statusChanged();
    }
};
