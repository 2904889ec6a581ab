/**
 * ONNX Runtime's Linux builds keep a device id and a database under ~/.cache/Microsoft and report to Microsoft's servers
 * unless this is set when the library is loaded (onnxruntime/core/platform/posix/telemetry.cc). A kiosk reports to nobody.
 * Import it before the library.
 */
process.env.ORT_DISABLE_TELEMETRY = '1';
