#pragma once

#include <QWidget>

namespace ui::models {
class GatewayModel;
}
namespace ui::widgets {
class AddressField;
class Button;
class StatusLabel;
}

namespace ui::shell {

class JumpField;

/// The line at the top: state (with a constant width, so that nothing moves when it changes), the address with a copy
/// button, Pause, and search.
class Strip : public QWidget {
    Q_OBJECT
public:
    /// `model` must outlive it.
    explicit Strip(models::GatewayModel& model, QWidget* parent = nullptr);

    void setNarrow(bool narrow);
    JumpField* search() const { return m_search; }
    /// Copies the address and confirms that.
    void copyAddress();
    void focusFirst();

Q_SIGNALS:
    void pauseToggled(); ///< pause or resume, whichever applies

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showState();
    void share();
    int leastState() const;

    models::GatewayModel& m_model;
    widgets::StatusLabel* m_state;
    widgets::AddressField* m_address;
    widgets::Button* m_pause;
    JumpField* m_search;
    bool m_isNarrow = false;
};

} // namespace ui::shell
