#include "quit_flow.h"

#include <QCoreApplication>
#include <QTimer>

namespace app {

using gateway::Milliseconds;
using gateway::host::GatewayHost;
using ui::dialogs::QuitDialog;

namespace {

constexpr Milliseconds kAfterDrain{2000}; // for writing what is left; then the end comes anyway
constexpr Milliseconds kUntilKnown{150};

} // namespace

QuitFlow::QuitFlow(GatewayHost& host, const ui::models::GatewayModel& model, QObject* parent) : QObject(parent), m_host(host), m_model(model)
{
    connect(&host, &GatewayHost::stopped, this, [this] {
        if (m_isQuitting)
            QCoreApplication::exit(0);
    });
}

QuitFlow::~QuitFlow() { delete m_dialog; }

void QuitFlow::ask()
{
    if (m_isQuitting)
        return;
    // What has just begun is known to the model a tenth of a second later.
    if (m_model.activeCount() == 0)
        QTimer::singleShot(kUntilKnown, this, &QuitFlow::decide);
    else
        decide();
}

void QuitFlow::decide()
{
    if (m_isQuitting)
        return;
    if (m_model.activeCount() == 0)
        return end(kDrain);
    if (!m_dialog) {
        m_dialog = new QuitDialog(m_model, kDrain); // of no window: it stays while the window goes
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        m_dialog->setWindowModality(Qt::ApplicationModal);
        connect(m_dialog, &QuitDialog::waitChosen, this, &QuitFlow::wait);
        connect(m_dialog, &QuitDialog::stopChosen, this, &QuitFlow::stopNow);
    }
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void QuitFlow::wait()
{
    if (!m_isQuitting)
        end(kDrain);
}

void QuitFlow::stopNow()
{
    if (!m_isQuitting)
        return end(Milliseconds(0));
    m_host.stop(Milliseconds(0));
}

void QuitFlow::end(Milliseconds drain)
{
    if (std::exchange(m_isQuitting, true))
        return QCoreApplication::exit(0);
    if (m_dialog)
        m_dialog->setWaiting(); // also where it was not the answer to its question
    Q_EMIT quitting();
    QTimer::singleShot(drain + kAfterDrain, this, [] { QCoreApplication::exit(0); });
    m_host.stop(drain);
}

} // namespace app
