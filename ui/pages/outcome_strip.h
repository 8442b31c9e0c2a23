#pragma once

#include <QStringList>
#include <QWidget>

#include <vector>

namespace ui::pages {

/// The results of a time span, part by part: a column as high as the share of answered requests, coloured by result;
/// only a line where there was none. The arrow keys move through the parts and announce each.
class OutcomeStrip : public QWidget {
    Q_OBJECT
public:
    struct Part {
        double answered = -1; ///< share, 0 to 1; negative: no requests
        QString text;         ///< "14:00 to 14:30: 3 of 5 answered"
    };

    explicit OutcomeStrip(QWidget* parent = nullptr);

    void setParts(std::vector<Part> parts);
    const std::vector<Part>& parts() const { return m_parts; }
    int current() const { return m_current; } ///< -1: none is announced
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    QRectF column(int part) const;
    int partAt(int x) const;
    void tell(int part);

    std::vector<Part> m_parts;
    int m_current = -1;
};

} // namespace ui::pages
