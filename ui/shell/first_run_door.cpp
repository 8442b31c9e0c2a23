#include "first_run_door.h"

#include "main_window.h"

#include "ui/models/gateway_parts.h"
#include "ui/pages/clients/found_tools.h"
#include "ui/wizard/client_step.h"

#include <QApplication>
#include <QDialog>

#include <algorithm>
#include <utility>
#include <vector>

namespace ui::shell {

using wizard::ClientStep;
using wizard::FirstRunDialog;

namespace {

constexpr int kLookedThrough = 200; ///< of the newest requests

} // namespace

FirstRunDoor::FirstRunDoor(MainWindow& window, QString stateFile, std::function<bool()> hasTray)
    : QObject(&window), m_window(window), m_stateFile(std::move(stateFile)), m_hasTray(std::move(hasTray))
{
}

void FirstRunDoor::open()
{
    if (!m_dialog)
        make();
    m_dialog->open();
}

void FirstRunDoor::goOn()
{
    using gateway::usage::ExchangeRecord;
    const bool isAsked = m_window.context().access.requests().recent(kLookedThrough, this, [this](const std::vector<ExchangeRecord>& records) {
        const bool isProven = std::ranges::any_of(records, [](const ExchangeRecord& record) { return record.outcome == gateway::usage::Outcome::Answered; });
        if (isProven) wizard::FirstRunMemory(m_stateFile).setEnd(wizard::FirstRunMemory::End::Proven);
        else openNext();
    });
    if (!isAsked) openNext();
}

// It must not cover another question, such as one for a passphrase.
void FirstRunDoor::openNext()
{
    auto* const asked = qobject_cast<QDialog*>(QApplication::activeModalWidget());
    if (!asked) return open();
    connect(asked, &QDialog::finished, this, &FirstRunDoor::openNext, Qt::QueuedConnection);
}

void FirstRunDoor::make()
{
    const PageContext& context = m_window.context();
    m_dialog = new FirstRunDialog({context.model, context.access, m_stateFile, context.autostart, m_hasTray}, &m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (context.access.configuration().tools()) {
        auto* const found = new pages::FoundTools(context.model, context.access, context.clock, m_dialog);
        m_dialog->clientStep().setTools(&found->list());
        connect(&m_dialog->clientStep(), &ClientStep::toolsWanted, found, &pages::FoundTools::look);
        connect(&m_dialog->clientStep(), &ClientStep::toolChosen, found, &pages::FoundTools::openTool);
    }
    connect(m_dialog, &QDialog::finished, &m_window, &MainWindow::focusPage);
    connect(m_dialog, &FirstRunDialog::requestWanted, &m_window, [this](const QString& id) {
        gateway::usage::RequestFilter filter;
        filter.fields = {{gateway::usage::RequestField::Id, id.toStdString()}};
        m_window.showRequests(filter);
    });
}

} // namespace ui::shell
