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

/// Handles unsaved configuration text when the program is about to end: asks the user, and if that is impossible, keeps
/// it for the next start.
class UnsavedText final : public QObject {
    Q_OBJECT
public:
    /// Both must outlive it.
    UnsavedText(gateway::host::ConfigEditing& editing, QWidget& window);

    /// Sets the page with the editor.
    void setPage(JsonSettings* page);
    bool isThere() const;
    /// Asks if there is unsaved text: calls `goOn` once it is saved or discarded.
    void ask(std::function<void()> goOn);
    /// Keeps unsaved text. Blocks: for the end of the program.
    void keep() const;

Q_SIGNALS:
    void pageWanted(); ///< show the page for the question

private:
    void settle(int answer, const std::function<void()>& goOn);

    gateway::host::ConfigEditing& m_editing;
    QWidget& m_window;
    QPointer<JsonSettings> m_page;
    QPointer<dialogs::ChoiceDialog> m_dialog;
};

} // namespace ui::pages
