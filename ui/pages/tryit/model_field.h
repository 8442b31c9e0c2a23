#pragma once

#include <QComboBox>

namespace ui::pages {

/// An editable field for a model name with a list of known names.
class ModelField final : public QComboBox {
    Q_OBJECT
public:
    explicit ModelField(QWidget* parent = nullptr);

    void showPopup() override;

Q_SIGNALS:
    /// A name was chosen in the open list, or the typed one was confirmed with Enter. Not emitted for the arrow keys and
    /// the wheel, which go through the names.
    void chosen();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool m_isOpen = false; ///< also while the list closes: the choice is reported after that
};

} // namespace ui::pages
