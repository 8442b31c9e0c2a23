#pragma once

#include <QObject>
#include <QPointer>

#include <functional>

class QWidget;

namespace gateway::host {
class ConfigEditing;
}
namespace ui::dialogs {
class ChoiceDialog;
}

namespace ui::pages {

class JsonSettings;

/// What becomes of the configuration as it was typed and not saved, when the program is to end: its user is asked,
/// and where nobody can be, it is kept for the next start.
class UnsavedText final : public QObject {
    Q_OBJECT
public:
    /// Both must outlive it.
    UnsavedText(gateway::host::ConfigEditing& editing, QWidget& window);

    /// Where it is typed.
    void setPage(JsonSettings* page);
    bool isThere() const;
    /// Asks, if there is something: `goOn` once it is saved or given up.
    void ask(std::function<void()> goOn);
    /// Keeps what is there. Blocks: for the end.
    void keep() const;

Q_SIGNALS:
    void pageWanted(); ///< it is asked about

private:
    void settle(int answer, const std::function<void()>& goOn);

    gateway::host::ConfigEditing& m_editing;
    QWidget& m_window;
    QPointer<JsonSettings> m_page;
    QPointer<dialogs::ChoiceDialog> m_dialog;
};

} // namespace ui::pages
