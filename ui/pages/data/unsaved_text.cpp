#include "unsaved_text.h"

#include "json_settings.h"

#include "gateway/host/config_editing.h"
#include "ui/dialogs/program/choice_dialog.h"

#include <utility>

namespace ui::pages {

using dialogs::ChoiceDialog;

namespace {

enum Answer { Cancel, Discard, Save };

} // namespace

UnsavedText::UnsavedText(gateway::host::ConfigEditing& editing, QWidget& window) : QObject(&window), m_editing(editing), m_window(window) {}

void UnsavedText::setPage(JsonSettings* page) { m_page = page; }

bool UnsavedText::isThere() const { return m_page && m_page->isChanged(); }

void UnsavedText::ask(std::function<void()> goOn)
{
    if (!isThere()) return goOn();
    Q_EMIT pageWanted();
    if (m_dialog) return m_dialog->activateWindow();
    const bool canSave = m_page->canSaveTyped();
    QStringList answers{tr("Cancel"), tr("Discard it and quit")};
    if (canSave) answers << tr("Save it and quit");
    m_dialog = new ChoiceDialog({tr("The configuration was edited as JSON and not saved"),
                                    canSave ? tr("Save what was typed, or give it up?")
                                            : tr("It cannot be saved as it stands: it has a mistake, or the file was changed meanwhile, which its page tells. Go back and mend it, or give it up."),
                                    answers},
        &m_window);
    m_dialog->setObjectName(QStringLiteral("unsavedDialog"));
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &ChoiceDialog::chosen, this, [this, goOn = std::move(goOn)](int answer) { settle(answer, goOn); });
    m_dialog->open();
}

void UnsavedText::settle(int answer, const std::function<void()>& goOn)
{
    if (!m_page || answer == Cancel) return;
    if (answer == Discard) {
        m_page->discardTyped();
        return goOn();
    }
    m_page->saveTyped([goOn](bool isSaved) {
        if (isSaved) goOn();
    });
}

void UnsavedText::keep() const
{
    if (!isThere()) return;
    if (const auto kept = m_editing.keepDraft(m_page->edited()); !kept) qWarning("%s", kept.error().text().c_str());
}

} // namespace ui::pages
