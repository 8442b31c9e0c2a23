#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/widgets/card.h"

#include <vector>

class QVBoxLayout;

namespace ui::models {
class KeychainTrial;
}

namespace ui::widgets {
class Button;
class Label;
class StatusLabel;
}

namespace ui::pages {

/// The keychain: which service of the system it is, whether it works, and which configured keys are in it. It is tested
/// when the room is shown; if it was found locked, only by the button.
class KeychainSettings : public widgets::Card {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Secrets>;

    /// `access` must outlive it.
    explicit KeychainSettings(const Access& access, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Fact {
        widgets::Label* name = nullptr;
        widgets::Label* value = nullptr;
    };

    void build();
    void retranslate();
    Fact addFact(const char* objectName);
    void checkAgain();
    void showTrial();
    void showKeys();
    QString serviceText() const;

    Access m_access;
    models::KeychainTrial* m_trial;
    bool m_readsKeysAfter = false; ///< reads the keys again after a successful test, as the button says
    widgets::StatusLabel* m_state;
    widgets::Label* m_sentence;
    widgets::Button* m_other;
    widgets::Button* m_again;
    Fact m_service;
    Fact m_count;
    Fact m_unread;
    QVBoxLayout* m_list = nullptr;
    std::vector<widgets::StatusLabel*> m_rows; ///< unreadable keys
};

} // namespace ui::pages
