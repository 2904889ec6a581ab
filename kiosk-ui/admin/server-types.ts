/** What the panel exchanges with the server: the server's own types, under the names the panel uses. */
export type {
  AuditEntry,
  BoardOrder,
  ChipChoice,
  DoctorReport,
  EngineBuild,
  EngineSlot,
  EnginesView,
  HealthItem,
  Live,
  ProductChoice,
  RangeChoice,
  RangeView,
  SessionView,
  Settings,
  ShopRules,
  ShownDesign,
  StaffState,
  StatisticsDay,
  TlsView,
  WordClassView,
  WordsView,
  WordTrial,
} from '../../runtime/http/admin/app.ts';

export type Role = 'staff' | 'technician';
