#pragma once

#include "page_table.h"

#include <QAbstractButton>
#include <QWidget>

#include <vector>

class QButtonGroup;
class QHBoxLayout;

namespace ui::widgets {
class Label;
}

namespace ui::shell {

/// Number of pages with a shortcut such as Ctrl+1.
inline constexpr int kMostShortcuts = 9;

/// An entry of the rail.
class RailButton : public QAbstractButton {
    Q_OBJECT
public:
    explicit RailButton(QString icon, QWidget* parent = nullptr);

    void setNarrow(bool narrow);
    bool isNarrow() const { return m_isNarrow; } ///< whether only its icon is shown
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QString m_icon;
    bool m_isNarrow = false;
};

/// The navigation on the left: the logo and an entry for each page; icons only when narrow.
class Rail : public QWidget {
    Q_OBJECT
public:
    explicit Rail(QWidget* parent = nullptr);

    void setNarrow(bool narrow);
    void setCurrent(int page);
    void focusCurrent();

Q_SIGNALS:
    void chosen(int page); ///< an index into `pageTable()`
    void tryChosen(); ///< the chat with models, which is not a page

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QButtonGroup* m_group;
    QHBoxLayout* m_head = nullptr;
    QWidget* m_sign;
    widgets::Label* m_name;
    std::vector<RailButton*> m_buttons; ///< for the pages
    RailButton* m_try = nullptr;
    bool m_isNarrow = false;
};

} // namespace ui::shell
