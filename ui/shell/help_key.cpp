#include "help_key.h"

#include "main_window.h"
#include "shortcuts.h"

#include "ui/look/icons.h"
#include "ui/pages/support/help_window.h"

#include <QApplication>
#include <QDialog>
#include <QKeyEvent>

namespace ui::shell {

namespace {

struct Topic {
    const char* window; ///< its object name
    const char* topic;
};

/// Topics of windows that belong to no page, or not to the current one.
constexpr Topic kTopics[] = {
    {"tryDialog", "try"},
    {"helpWindow", "index"},
    {"firstRun", "first-steps"},
    {"quitDialog", "index"},
    {"foundTools", "clients"},
    {"addProviderDialog", "providers"},
    {"importLinkDialog", "providers"},
    {"unlockDialog", "keys"},
    {"keychainDialog", "keys"},
    {"portDialog", "troubleshooting"},
    {"stopHolder", "troubleshooting"},
};

} // namespace

// Shortcuts of the main window do not work in dialogs above it.
HelpKey::HelpKey(MainWindow& window) : QObject(&window), m_window(window) { qApp->installEventFilter(this); }

QString HelpKey::topicOf(const QWidget& part) const
{
    for (const QWidget* widget = &part; widget; widget = widget->parentWidget()) {
        if (widget == &m_window) return m_window.currentPage();
        for (const Topic& topic : kTopics)
            if (widget->objectName() == QLatin1StringView(topic.window)) return QString::fromLatin1(topic.topic);
    }
    return QStringLiteral("index");
}

// A dialog blocks all windows except its own: each window gets its own help window.
void HelpKey::open(QWidget& asking, const QString& topic)
{
    auto* help = qobject_cast<pages::HelpWindow*>(&asking);
    if (!help) help = asking.findChild<pages::HelpWindow*>(QString(), Qt::FindDirectChildrenOnly);
    if (!help) {
        help = new pages::HelpWindow(&asking);
        help->setAttribute(Qt::WA_DeleteOnClose); // releases the document with its pictures
        help->setWindowIcon(look::applicationIcon());
        if (auto* dialog = qobject_cast<QDialog*>(&asking)) connect(dialog, &QDialog::finished, help, &QWidget::close);
    }
    help->showTopic(topic);
}

bool HelpKey::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress || !watched->isWidgetType()) return false;
    if (static_cast<QKeyEvent*>(event)->keyCombination() != QKeyCombination(kHelpKey) || QApplication::activePopupWidget()) return false;
    auto& part = *static_cast<QWidget*>(watched);
    open(*part.window(), topicOf(part));
    return true;
}

} // namespace ui::shell
