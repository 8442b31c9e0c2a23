#include "first_run_door.h"

#include "main_window.h"

#include "ui/models/gateway_access.h"
#include "ui/pages/clients/found_tools.h"
#include "ui/wizard/client_step.h"

#include <utility>

namespace ui::shell {

using wizard::ClientStep;
using wizard::FirstRunDialog;

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

void FirstRunDoor::make()
{
    const PageContext& context = m_window.context();
    m_dialog = new FirstRunDialog({context.model, context.access, m_stateFile, context.autostart, m_hasTray}, &m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (context.access.tools()) {
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
