#pragma once

#include <QTimer>
#include <QWidget>

namespace ui::widgets {

class Label;
class StatusShape;

/// Three static dots and a text, shown when something takes longer than 300 ms.
class BusyDots : public QWidget {
    Q_OBJECT
public:
    explicit BusyDots(QWidget* parent = nullptr);

    /// Shows `what` ("Testing…") after 300 ms.
    void start(const QString& what);
    void stop();
    bool isBusy() const { return m_isBusy; }

private:
    void setShown(bool shown);

    StatusShape* m_shape;
    Label* m_text;
    QTimer m_delay;
    bool m_isBusy = false;
};

} // namespace ui::widgets
