#pragma once

#include "ui/widgets/dialog.h"

#include "gateway/core/secret.h"

namespace ui::widgets {
class AddressField;
class Button;
class Label;
}

namespace ui::dialogs {

/// Shows a new key once. After closing, the key is gone: the dialog warns before that if it was not copied.
class NewKeyDialog : public widgets::Dialog {
    Q_OBJECT
public:
    NewKeyDialog(const QString& consumer, const gateway::Secret& key, QWidget* parent = nullptr);

    void done(int result) override;

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void build();

    widgets::Label* m_title;
    widgets::Label* m_words;
    widgets::AddressField* m_key;
    widgets::Label* m_copied;
    widgets::Button* m_copy;
    widgets::Button* m_done;
    bool m_mayClose = false; // the key was copied, or the warning was shown
};

} // namespace ui::dialogs
